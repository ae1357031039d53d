package dev.adieu.websocket.impl.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that nobody announces. */
public final class Eventually {

    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
    private static final long BETWEEN_LOOKS = Duration.ofMillis(2).toNanos();

    private Eventually() {
    }

    /** Returns when the condition holds; fails with what is the matter after a long time. */
    public static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }
}
