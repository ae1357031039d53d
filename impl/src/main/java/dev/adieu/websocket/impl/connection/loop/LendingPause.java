package dev.adieu.websocket.impl.connection.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides how long an event loop is not lent after a callback that took long, because similar callbacks may follow. A
 * pause is twice as long as the previous one if the time between the two is shorter than the previous one was. Any
 * thread.
 */
final class LendingPause {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    /** Nanoseconds, as {@link System#nanoTime} counts them. */
    private final LongSupplier clock;
    /** The end of the last pause, by the clock. Written under the lock of this object, read without it. */
    private volatile long until;

    /** The length of the last pause in nanoseconds. */
    @GuardedBy("this")
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
