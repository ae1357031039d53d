package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that is not announced. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS = Duration.ofMillis(2).toNanos();

    private Eventually() {}

    public static void holds(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        assertThat(condition.getAsBoolean())
                .as("it came to hold within " + PATIENCE)
                .isTrue();
    }
}
