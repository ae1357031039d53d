package dev.adieu.websocket.impl.connection.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** Writes frames as a client has to: masked (RFC 6455, sections 5.2 and 5.3). */
public final class FrameEncoder {

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MASKED = 0x80;
    private static final int MAX_7_BITS = 125;
    private static final int MAX_16_BITS = 0xFFFF;
    private static final int KEY_BYTES = 4;
    /** The payload size from which views of the buffers are worth the objects that they cost. */
    private static final int WORTH_VIEWS = 1024;

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private FrameEncoder() {}

    /** Returns the length of a frame, given that of its payload. */
    public static int length(int payload) {
        int lengthBytes = payload <= MAX_7_BITS ? 0 : payload <= MAX_16_BITS ? 2 : 8;
        return Math.addExact(2 + lengthBytes + KEY_BYTES, payload);
    }

    /** Writes a frame into a buffer that has room for it. */
    public static void encode(OutgoingFrame frame, int key, ByteBuffer to) {
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

    /** Masks while it copies, eight bytes at a time, in the byte order of the processor. */
    private static void mask(ByteBuffer from, int key, ByteBuffer to) {
        int source = from.position();
        int target = to.position();
        int length = from.remaining();
        int longs = length / Long.BYTES;
        if (length < WORTH_VIEWS) {
            maskFew(from, to, longs, twice(key));
        } else {
            maskMany(from, to, longs, twice(key));
        }
        for (int i = longs * Long.BYTES; i < length; i++) {
            to.put(target + i, (byte) (from.get(source + i) ^ key >>> 24 - Byte.SIZE * (i & 3)));
        }
        to.position(target + length);
    }

    private static void maskFew(ByteBuffer from, ByteBuffer to, int longs, long keys) {
        for (int i = 0; i < longs; i++) {
            int at = i * Long.BYTES;
            LONGS.set(to, to.position() + at, (long) LONGS.get(from, from.position() + at) ^ keys);
        }
    }

    /** Masks in a loop that the compiler makes twice as fast as the other, at the cost of two objects. */
    private static void maskMany(ByteBuffer from, ByteBuffer to, int longs, long keys) {
        LongBuffer source = from.duplicate().order(ByteOrder.nativeOrder()).asLongBuffer();
        LongBuffer target = to.duplicate().order(ByteOrder.nativeOrder()).asLongBuffer();
        for (int i = 0; i < longs; i++) {
            target.put(i, source.get(i) ^ keys);
        }
    }

    private static long twice(int key) {
        int ordered = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? key : Integer.reverseBytes(key);
        return (long) ordered << Integer.SIZE | Integer.toUnsignedLong(ordered);
    }
}
