package dev.adieu.websocket.bench.server;

import java.nio.ByteBuffer;

/** RFC 6455, section 5.3. */
final class Masking {

    private Masking() {}

    /** Moves so many bytes from one buffer to the other, unmasked. */
    static void unmask(ByteBuffer in, int length, int mask, ByteBuffer out) {
        int from = in.position();
        int to = out.position();
        long twice = (long) mask << 32 | mask & 0xFFFFFFFFL;
        int done = 0;
        for (; done + 8 <= length; done += 8) {
            out.putLong(to + done, in.getLong(from + done) ^ twice);
        }
        for (; done < length; done++) {
            out.put(to + done, (byte) (in.get(from + done) ^ mask >>> 24 - 8 * (done & 3)));
        }
        in.position(from + length);
        out.position(to + length);
    }
}
