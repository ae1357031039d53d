package dev.adieu.websocket.impl.connection.receive;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what was received and not yet taken by the endpoint, so that no more is read than it can keep up with. Any
 * thread.
 */
public final class Backlog {

    private static final long FULL = 256 * 1024;
    private static final long DRAINED = 64 * 1024;
    /** The weight of a message in addition to its payload, so that many small messages count as well. */
    private static final long OVERHEAD = 64;

    private final AtomicLong bytes = new AtomicLong();
    private final Runnable onDrained;

    /** @param onDrained is run by the thread that takes so much that little is left */
    Backlog(Runnable onDrained) {
        this.onDrained = onDrained;
    }

    void add(int size) {
        bytes.addAndGet(size + OVERHEAD);
    }

    void remove(int size) {
        long after = bytes.addAndGet(-size - OVERHEAD);
        if (after <= DRAINED && after + size + OVERHEAD > DRAINED) {
            onDrained.run();
        }
    }

    boolean isFull() {
        return bytes.get() > FULL;
    }
}
