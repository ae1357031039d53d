package dev.adieu.websocket.impl.connection.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells for how long an event loop is not lent after a callback that took long, since others like it may follow. A
 * pause is twice as long as the one before if it begins before the loop could be lent for as long as that one lasted.
 * Any thread.
 */
final class LendingPause {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    /** Nanoseconds, as {@link System#nanoTime} counts them. */
    private final LongSupplier clock;
    /** When the last pause ends, by the clock. Written under the lock of this object, read without it. */
    private volatile long until;
    /** The length of the last pause in nanoseconds. Guarded by the lock of this object. */
    private long length;

    LendingPause(LongSupplier clock) {
        this.clock = clock;
        this.until = clock.getAsLong();
    }

    boolean isOver() {
        return clock.getAsLong() - until >= 0;
    }

    synchronized void begin() {
        long now = clock.getAsLong();
        length = now - until < length ? Math.min(2 * length, LONGEST) : SHORTEST;
        until = now + length;
    }
}
