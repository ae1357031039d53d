package dev.adieu.websocket.impl.connection;

import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Masking keys from a strong source of entropy (RFC 6455, section 5.3), fetched in blocks: one per event loop thread, so that no lock is
 * taken for a frame.
 */
final class MaskingKeys {

    private static final int BLOCK = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final FastThreadLocal<ByteBuffer> OWN = new FastThreadLocal<>() {
        @Override
        protected ByteBuffer initialValue() {
            return ByteBuffer.allocate(BLOCK).limit(0);
        }
    };

    /** For threads that are not ours, which are to keep nothing of ours. Guarded by itself. */
    private static final ByteBuffer SHARED = ByteBuffer.allocate(BLOCK).limit(0);

    private MaskingKeys() {
    }

    static int onEventLoop() {
        return next(OWN.get());
    }

    static int onAnyThread() {
        synchronized (SHARED) {
            return next(SHARED);
        }
    }

    private static int next(ByteBuffer block) {
        if (!block.hasRemaining()) {
            RANDOM.nextBytes(block.array());
            block.clear();
        }
        return block.getInt();
    }
}
