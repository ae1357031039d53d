package dev.adieu.websocket.impl.connection.frame;

import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Draws masking keys from a strong source of entropy (RFC 6455, section 5.3), in blocks. Not safe for several threads.
 */
public final class MaskingKeys {

    private static final int BLOCK = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One for each thread that drives an event loop, so that no lock is taken for a frame. */
    private static final FastThreadLocal<MaskingKeys> OF_EVENT_LOOP = new FastThreadLocal<>() {
        @Override
        protected MaskingKeys initialValue() {
            return new MaskingKeys();
        }
    };

    /** One for all threads of applications, which must keep nothing of ours. Guarded by itself. */
    private static final MaskingKeys SHARED = new MaskingKeys();

    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);

    private MaskingKeys() {}

    /** Returns the keys of this thread, which has to drive an event loop. */
    public static MaskingKeys ofEventLoop() {
        return OF_EVENT_LOOP.get();
    }

    /** Returns a key. Any thread. */
    public static int onAnyThread() {
        synchronized (SHARED) {
            return SHARED.next();
        }
    }

    /** Returns a key. */
    public int next() {
        if (!block.hasRemaining()) {
            RANDOM.nextBytes(block.array());
            block.clear();
        }
        return block.getInt();
    }
}
