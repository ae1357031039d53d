package dev.adieu.websocket.impl.connection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** Writes frames as a client has to: masked (RFC 6455, sections 5.2 and 5.3). */
final class FrameEncoder {

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MASKED = 0x80;
    private static final int MAX_7_BITS = 125;
    private static final int MAX_16_BITS = 0xFFFF;
    private static final int KEY_BYTES = 4;

    private FrameEncoder() {
    }

    /** How many bytes a frame is with so many bytes of payload. */
    static int length(int payload) {
        int lengthBytes = payload <= MAX_7_BITS ? 0 : payload <= MAX_16_BITS ? 2 : 8;
        return Math.addExact(2 + lengthBytes + KEY_BYTES, payload);
    }

    /** Writes a frame where there is room for it. */
    static void encode(OutgoingFrame frame, int key, ByteBuffer to) {
        to.put((byte) (frame.opcode().code() | (frame.fin() ? FIN : 0) | (frame.rsv1() ? RSV1 : 0)));
        int length = frame.payload().remaining();
        if (length <= MAX_7_BITS) {
            to.put((byte) (MASKED | length));
        } else if (length <= MAX_16_BITS) {
            to.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            to.put((byte) (MASKED | 127)).putLong(length);
        }
        to.putInt(key);
        mask(frame.payload(), key, to);
    }

    /** Copies on the way. Eight bytes at a time and as the processor has them in memory, which the compiler makes a fifth of the work of. */
    private static void mask(ByteBuffer from, int key, ByteBuffer to) {
        int length = from.remaining();
        LongBuffer source = from.duplicate().order(ByteOrder.nativeOrder()).asLongBuffer();
        LongBuffer target = to.duplicate().order(ByteOrder.nativeOrder()).asLongBuffer();
        int longs = length / Long.BYTES;
        long keys = twice(key);
        for (int i = 0; i < longs; i++) {
            target.put(i, source.get(i) ^ keys);
        }
        for (int i = longs * Long.BYTES; i < length; i++) {
            to.put(to.position() + i, (byte) (from.get(from.position() + i) ^ key >>> 24 - Byte.SIZE * (i & 3)));
        }
        to.position(to.position() + length);
    }

    private static long twice(int key) {
        int ordered = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? key : Integer.reverseBytes(key);
        return (long) ordered << Integer.SIZE | Integer.toUnsignedLong(ordered);
    }
}
