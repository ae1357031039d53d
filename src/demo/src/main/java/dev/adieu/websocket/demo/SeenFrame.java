package dev.adieu.websocket.demo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A frame that went over the wire.
 *
 * @param length of the payload
 * @param start the first bytes of the payload, unmasked; all of it in a control frame
 */
record SeenFrame(int opcode, boolean masked, long length, byte[] start) {

    /** No control frame is longer (RFC 6455, section 5.5). */
    static final int SHOWN = 125;

    private static final int CLOSE = 8;
    private static final int KIBI = 1024;

    boolean isClose() {
        return opcode == CLOSE;
    }

    /** Returns the code of a Close frame; 1005 where it has none. */
    int closeCode() {
        return start.length < 2 ? 1005 : ByteBuffer.wrap(start).getShort() & 0xFFFF;
    }

    String closeReason() {
        return start.length <= 2 ? "" : new String(start, 2, start.length - 2, StandardCharsets.UTF_8);
    }

    /** Returns a text, as in {@code Close 1000 "r"}, {@code Text "a"}, {@code Binary 64 KiB}. */
    @Override
    public String toString() {
        return switch (opcode) {
            case 0 -> "Continuation " + size();
            case 1 -> "Text " + (length <= 24 ? quoted() : size());
            case 2 -> "Binary " + size();
            case CLOSE -> length == 0 ? "Close (empty)" : "Close " + Closed.text(closeCode(), closeReason());
            case 9 -> "Ping";
            case 10 -> "Pong";
            default -> "Frame with opcode " + opcode;
        };
    }

    private String quoted() {
        try {
            return '"'
                    + StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(start))
                            .toString()
                    + '"';
        } catch (CharacterCodingException e) {
            return "(not UTF-8)";
        }
    }

    private String size() {
        return length >= KIBI && length % KIBI == 0 ? length / KIBI + " KiB" : length + " bytes";
    }
}
