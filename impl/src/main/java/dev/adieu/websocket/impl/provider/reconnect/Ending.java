package dev.adieu.websocket.impl.provider.reconnect;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.HandshakeRefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The end of a session or of a try.
 *
 * @param byApplication whether the application closed it
 */
record Ending(CloseEvent event, boolean byApplication) {

    private static final int SWITCHING_PROTOCOLS = 101;

    /** Returns the status with which the server refused; empty if it did not. */
    OptionalInt status() {
        return refusal().map(refused -> OptionalInt.of(refused.getStatus())).orElseGet(OptionalInt::empty);
    }

    /** Returns how long the server asked to wait; empty if it did not. */
    Optional<Duration> retryAfter() {
        return refusal().flatMap(HandshakeRefusedException::getRetryAfter);
    }

    private Optional<HandshakeRefusedException> refusal() {
        return event.failure()
                .filter(HandshakeRefusedException.class::isInstance)
                .map(HandshakeRefusedException.class::cast)
                .filter(refused -> refused.getStatus() != SWITCHING_PROTOCOLS);
    }
}
