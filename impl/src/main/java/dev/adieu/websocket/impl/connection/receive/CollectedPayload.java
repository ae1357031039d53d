package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.connection.frame.MessageInflater;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Collects the payload of a message that is delivered whole. Its memory grows with what has come, whatever headers
 * announce. Event loop only.
 */
final class CollectedPayload {

    /** The largest payload whose memory is allocated at once. */
    private static final int AT_ONCE = 64 * 1024;

    private static final int SMALLEST = 256;
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int size;

    /** Returns the payload, which is at least as long as {@link #size}. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Returns the payload in an array of its own length. */
    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /**
     * Adds the next bytes.
     *
     * @param total the size of the message as far as headers tell
     * @param complete whether that is the size of the whole message
     */
    void add(ByteBuf in, int length, int total, boolean complete) {
        if (size + length > bytes.length) {
            long wanted = Math.min(total, Math.max(AT_ONCE, 4L * (size + length)));
            // Any number of fragments may follow, so that the length is at least doubled.
            grow(complete ? wanted : Math.max(wanted, Math.min(LARGEST, 2L * bytes.length)));
        }
        in.readBytes(bytes, size, length);
        size += length;
    }

    /**
     * Adds what can be inflated.
     *
     * @param compressed the number of bytes it is made of
     * @return whether all of it is within the limit; nothing is inflated beyond one byte more
     */
    boolean inflate(MessageInflater inflater, int compressed, int limit) {
        long most = Math.min(limit, LARGEST - 1) + 1L;
        int space;
        int count;
        do {
            if (size == bytes.length) {
                grow(Math.min(most, Math.max(2L * size, Math.max(SMALLEST, 4L * compressed))));
            }
            space = bytes.length - size;
            count = inflater.inflate(bytes, size, space);
            size += count;
            if (size > limit) {
                return false;
            }
        } while (count == space);
        return true;
    }

    private void grow(long length) {
        bytes = Arrays.copyOf(bytes, (int) length);
    }
}
