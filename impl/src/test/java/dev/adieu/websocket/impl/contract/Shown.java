package dev.adieu.websocket.impl.contract;

import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Frames and payloads as text that differs when their bytes do, and can be read where they are short. */
final class Shown {

    private static final int READABLE = 130;

    private Shown() {}

    /** Returns a frame of the client, without its mask. */
    static String frame(ClientFrame frame) {
        byte[] header = frame.header().clone();
        header[1] &= 0x7F;
        return frame(header, frame.payload()) + (frame.masked() ? "" : " UNMASKED");
    }

    /** Returns the frame that the client should send, written without a mask. */
    static String frame(Wire expected) {
        byte[] bytes = expected.bytes();
        int header = switch (bytes[1]) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
        return frame(Arrays.copyOf(bytes, header), Arrays.copyOfRange(bytes, header, bytes.length));
    }

    /** Returns a Close with that code and any reason: those that the provider words itself. */
    static String anyReason(int code) {
        return "Close[" + code + " and a reason]";
    }

    /** Returns the frame as {@link #anyReason} shows it, if it has that code and a reason. */
    static String withAnyReason(ClientFrame frame) {
        return frame.isClose() && frame.masked() && !frame.closeReason().isEmpty()
                ? anyReason(frame.closeCode())
                : frame(frame);
    }

    static String payload(byte[] bytes, boolean text) {
        if (bytes.length > READABLE) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            return bytes.length + " bytes, CRC " + Long.toHexString(crc.getValue());
        }
        return text
                ? '"' + new String(bytes, StandardCharsets.UTF_8) + '"'
                : HexFormat.of().formatHex(bytes);
    }

    private static String frame(byte[] header, byte[] payload) {
        int opcode = header[0] & 0xF;
        String name = switch (opcode) {
            case Opcode.CONTINUATION -> "Continuation";
            case Opcode.TEXT -> "Text";
            case Opcode.BINARY -> "Binary";
            case Opcode.CLOSE -> "Close";
            case Opcode.PING -> "Ping";
            case Opcode.PONG -> "Pong";
            default -> "Opcode" + opcode;
        };
        String body = opcode == Opcode.CLOSE && payload.length >= 2
                ? (ByteBuffer.wrap(payload).getShort() & 0xFFFF) + " "
                        + payload(Arrays.copyOfRange(payload, 2, payload.length), true)
                : payload(payload, opcode != Opcode.BINARY);
        return name + '[' + body + "] header " + HexFormat.of().formatHex(header);
    }
}
