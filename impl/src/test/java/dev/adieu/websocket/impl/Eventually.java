package dev.adieu.websocket.impl;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Waits for a condition that is not announced. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS = Duration.ofMillis(2).toNanos();

    /** The number of equal readings in a row that count as being at rest. */
    private static final int LOOKS_AT_REST = 100;

    private Eventually() {}

    /** Returns when the condition holds; fails with what is the matter after a long time. */
    public static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
        if (!within(PATIENCE, condition)) {
            throw new AssertionError(otherwise.get());
        }
    }

    /** Waits until a number has stayed the same for a while, and returns it. */
    public static long atRest(LongSupplier number, Supplier<String> otherwise) {
        long[] last = {Long.MIN_VALUE};
        int[] looks = {0};
        holds(
                () -> {
                    long now = number.getAsLong();
                    looks[0] = now == last[0] ? looks[0] + 1 : 0;
                    last[0] = now;
                    return looks[0] == LOOKS_AT_REST;
                },
                otherwise);
        return last[0];
    }

    /** Returns whether the condition came to hold within that time. */
    public static boolean within(Duration time, BooleanSupplier condition) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        return true;
    }
}
