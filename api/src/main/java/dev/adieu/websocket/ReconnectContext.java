package dev.adieu.websocket;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The information available to a {@link ReconnectStrategy}: the session that has ended, or the try to connect that has
 * failed.
 *
 * @param event how it ended; a try that failed is (1006, "", not clean) with its failure
 * @param endpointClass the class of the application's endpoint
 * @param established whether a session has ended; {@code false} after a try that failed
 * @param closedByApplication whether the application closed the session
 * @param tries how many tries were made since a session last stayed open for at least 10 seconds; 0 right after such a
 *     session. A server that accepts and closes at once does not restart the count
 * @param sinceOpen the time since the last session was established; after a session, the time that it lasted
 * @param status the HTTP status with which the server refused the opening handshake; empty if it did not
 * @param retryAfter how long the server asks to wait ({@code Retry-After} in seconds or as a date: RFC 9110, section
 *     10.2.3); zero if that moment has passed; empty if it does not ask
 * @param random a random number from 0 (inclusive) to 1 (exclusive), new for each question, so that a strategy with
 *     jitter is a function of its context
 */
public record ReconnectContext(
        CloseEvent event,
        Class<?> endpointClass,
        boolean established,
        boolean closedByApplication,
        int tries,
        Duration sinceOpen,
        OptionalInt status,
        Optional<Duration> retryAfter,
        double random) {

    /**
     * Creates the context of one question.
     *
     * @param event see {@link #event()}
     * @param endpointClass see {@link #endpointClass()}
     * @param established see {@link #established()}
     * @param closedByApplication see {@link #closedByApplication()}
     * @param tries see {@link #tries()}
     * @param sinceOpen see {@link #sinceOpen()}
     * @param status see {@link #status()}
     * @param retryAfter see {@link #retryAfter()}
     * @param random see {@link #random()}
     * @throws NullPointerException if a component is {@code null}
     * @throws IllegalArgumentException if {@code tries} is negative, or {@code random} not from 0 to 1
     */
    public ReconnectContext {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(endpointClass, "endpointClass");
        Objects.requireNonNull(sinceOpen, "sinceOpen");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(retryAfter, "retryAfter");
        if (tries < 0) {
            throw new IllegalArgumentException("the number of tries must not be negative, not " + tries);
        }
        if (!(random >= 0 && random < 1)) {
            throw new IllegalArgumentException("the random number must be from 0 to less than 1, not " + random);
        }
    }
}
