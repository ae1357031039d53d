package dev.adieu.websocket.impl.connection.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * For how long an event loop is not lent after a callback that took its time, since others like it may follow: twice as
 * long each time that one does before the loop was lent for as long as the last pause was. Any thread.
 */
public final class LendingPause {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    /** Nanoseconds, as {@link System#nanoTime} counts them. */
    private final LongSupplier clock;
    /** By the clock. Written under the lock of this. */
    private volatile long until;
    /** How long the last one is, in nanoseconds. Guarded by this. */
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
