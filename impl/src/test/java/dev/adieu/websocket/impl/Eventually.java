package dev.adieu.websocket.impl;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that nobody announces. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS = Duration.ofMillis(2).toNanos();

    private Eventually() {}

    /** Returns when the condition holds; fails with what is the matter after a long time. */
    public static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
        if (!within(PATIENCE, condition)) {
            throw new AssertionError(otherwise.get());
        }
    }

    /** Whether the condition came to hold within that time. */
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
