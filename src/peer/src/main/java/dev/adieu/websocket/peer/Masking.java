package dev.adieu.websocket.peer;

import java.nio.ByteBuffer;

/** RFC 6455, section 5.3: masking and unmasking are the same. */
final class Masking {

    private Masking() {}

    static byte[] apply(byte[] payload, byte[] mask) {
        byte[] result = payload.clone();
        ByteBuffer words = ByteBuffer.wrap(result);
        long key = ByteBuffer.allocate(8).put(mask).put(mask).getLong(0);
        int i = 0;
        for (; i + 8 <= result.length; i += 8) {
            words.putLong(i, words.getLong(i) ^ key);
        }
        for (; i < result.length; i++) {
            result[i] ^= mask[i & 3];
        }
        return result;
    }
}
