package dev.adieu.websocket.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A frame that the client sent.
 *
 * @param nanos when its last byte was read, on the clock of {@link System#nanoTime()}
 * @param rsv the three reserved bits as a number
 * @param mask the masking key; {@code null} if the frame was not masked
 * @param header the bytes in front of the masking key, as they came
 * @param payload unmasked
 */
public record ClientFrame(long nanos, boolean fin, int rsv, int opcode, byte[] mask, byte[] header, byte[] payload) {

    private static final int SHOWN = 48;

    public boolean masked() {
        return mask != null;
    }

    public boolean isClose() {
        return opcode == Opcode.CLOSE;
    }

    public boolean isControl() {
        return opcode >= Opcode.CLOSE;
    }

    /** Returns the code of a Close frame: 1005 for an empty body, -1 for a body of one byte. */
    public int closeCode() {
        return payload.length == 0
                ? 1005
                : payload.length == 1 ? -1 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    /** Returns the reason of a Close frame. */
    public String closeReason() {
        return payload.length <= 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** Returns the payload as UTF-8. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Returns all bytes as they came. */
    public byte[] raw() {
        byte[] body = masked() ? Masking.apply(payload, mask) : payload;
        ByteBuffer raw = ByteBuffer.allocate(header.length + (masked() ? 4 : 0) + body.length)
                .put(header);
        if (masked()) {
            raw.put(mask);
        }
        return raw.put(body).array();
    }

    /**
     * For example {@code Close[1000 "r"]}, {@code Text["a"]}, {@code Binary[65536 bytes]}; what is unusual is named.
     */
    @Override
    public String toString() {
        String body = switch (opcode) {
            case Opcode.CLOSE ->
                payload.length == 0 ? "" : closeCode() + (payload.length > 2 ? " \"" + closeReason() + '"' : "");
            case Opcode.TEXT -> payload.length > SHOWN ? payload.length + " bytes" : '"' + text() + '"';
            default ->
                payload.length > SHOWN
                        ? payload.length + " bytes"
                        : HexFormat.of().formatHex(payload);
        };
        return Opcode.name(opcode)
                + (fin ? "" : " not final")
                + (rsv == 0 ? "" : " rsv " + rsv)
                + (masked() ? "" : " unmasked")
                + '['
                + body
                + ']';
    }
}
