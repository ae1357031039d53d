package dev.adieu.websocket.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A frame to send, legal or not (RFC 6455, section 5.2). Starts as a final, unmasked frame with the shortest length
 * form; each method gives a copy with one thing changed.
 */
public final class Frame implements Wire {

    /** The form of the payload length; longer forms are illegal for payloads that fit a shorter one. */
    public enum LengthForm {
        SHORTEST,
        BITS_16,
        BITS_64
    }

    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final boolean fin;
    private final int rsv;
    private final int opcode;
    private final boolean masked;
    private final LengthForm form;
    private final long claimed;
    private final byte[] payload;

    private Frame(boolean fin, int rsv, int opcode, boolean masked, LengthForm form, long claimed, byte[] payload) {
        this.fin = fin;
        this.rsv = rsv;
        this.opcode = opcode;
        this.masked = masked;
        this.form = form;
        this.claimed = claimed;
        this.payload = payload;
    }

    public static Frame of(int opcode, byte... payload) {
        return new Frame(true, 0, opcode, false, LengthForm.SHORTEST, payload.length, payload);
    }

    public static Frame text(String text) {
        return of(Opcode.TEXT, utf8(text));
    }

    public static Frame text(byte[] utf8) {
        return of(Opcode.TEXT, utf8);
    }

    public static Frame binary(byte... payload) {
        return of(Opcode.BINARY, payload);
    }

    public static Frame continuation(String text) {
        return of(Opcode.CONTINUATION, utf8(text));
    }

    public static Frame continuation(byte[] payload) {
        return of(Opcode.CONTINUATION, payload);
    }

    public static Frame ping(String payload) {
        return of(Opcode.PING, utf8(payload));
    }

    public static Frame ping(byte[] payload) {
        return of(Opcode.PING, payload);
    }

    public static Frame pong(String payload) {
        return of(Opcode.PONG, utf8(payload));
    }

    /** Returns a Close without a body. */
    public static Frame close() {
        return of(Opcode.CLOSE);
    }

    /** Returns a Close with a code and no reason. */
    public static Frame close(int code) {
        return close(code, "");
    }

    public static Frame close(int code, String reason) {
        return close(code, utf8(reason));
    }

    /** Returns a Close whose reason need not be UTF-8. */
    public static Frame close(int code, byte[] reason) {
        return of(
                Opcode.CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) code)
                        .put(reason)
                        .array());
    }

    public Frame notFinal() {
        return new Frame(false, rsv, opcode, masked, form, claimed, payload);
    }

    /** Returns the three reserved bits as a number: 4 is RSV1, 2 is RSV2, 1 is RSV3. */
    public Frame rsv(int bits) {
        return new Frame(fin, bits, opcode, masked, form, claimed, payload);
    }

    /** Returns the frame masked, as only a client may send it. */
    public Frame masked() {
        return new Frame(fin, rsv, opcode, true, form, claimed, payload);
    }

    public Frame length(LengthForm written) {
        return new Frame(fin, rsv, opcode, masked, written, claimed, payload);
    }

    /** Writes another payload length than the true one; {@code Long.MIN_VALUE} is 2^63. */
    public Frame claiming(long length) {
        return new Frame(fin, rsv, opcode, masked, form, length, payload);
    }

    @Override
    public byte[] bytes() {
        LengthForm written = form != LengthForm.SHORTEST
                ? form
                : claimed >= 0 && claimed < 126
                        ? LengthForm.SHORTEST
                        : claimed >= 0 && claimed < 0x10000 ? LengthForm.BITS_16 : LengthForm.BITS_64;
        ByteBuffer out = ByteBuffer.allocate(14 + payload.length);
        out.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
        int maskBit = masked ? 0x80 : 0;
        switch (written) {
            case SHORTEST -> out.put((byte) (maskBit | claimed));
            case BITS_16 -> out.put((byte) (maskBit | 126)).putShort((short) claimed);
            case BITS_64 -> out.put((byte) (maskBit | 127)).putLong(claimed);
        }
        if (masked) {
            out.put(MASK).put(Masking.apply(payload, MASK));
        } else {
            out.put(payload);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
