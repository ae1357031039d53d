package dev.adieu.websocket.it.browsers.run;

import java.util.concurrent.TimeUnit;

/**
 * Turns readings of {@link System#nanoTime()} into milliseconds since 1970, the clock that a page shares with this
 * process.
 */
final class WallClock {

    private static final long NANOS = System.nanoTime();
    private static final double MILLIS = System.currentTimeMillis();

    private WallClock() {}

    static double at(long nanos) {
        return MILLIS + (nanos - NANOS) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    static double now() {
        return at(System.nanoTime());
    }
}
