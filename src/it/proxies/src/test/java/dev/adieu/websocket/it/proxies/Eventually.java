package dev.adieu.websocket.it.proxies;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that nobody announces. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS = Duration.ofMillis(20).toNanos();

    private Eventually() {}

    static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
        if (!within(PATIENCE, condition)) {
            throw new AssertionError(otherwise.get());
        }
    }

    static boolean within(Duration time, BooleanSupplier condition) {
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
