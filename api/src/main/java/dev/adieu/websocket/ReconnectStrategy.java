package dev.adieu.websocket;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether a connection that has ended is made again, and after how long. The nearest strategy counts:
 * {@link ReconnectBy} on the endpoint class; the setting {@code adieu.reconnect} in the endpoint's user properties; a
 * CDI bean of this type; the same setting on the container, in {@code META-INF/adieu.properties}, in MicroProfile
 * Config or in the system properties; {@link #never()}.
 *
 * <p>A strategy is asked whenever a session has ended, after {@code onClose} has returned, and whenever a try to
 * connect again has failed; the first {@code connectToServer} fails as it does without a strategy. It is called under
 * no lock on a thread of the provider's pool. If it throws, returns {@code null} or a negative time, or takes more than
 * a second (it is interrupted then), {@link #standard()} decides in its place and the fault is logged. Nothing is
 * reconnected once the container is closed, the application undeployed or the JVM exiting, whatever a strategy says.
 */
@FunctionalInterface
public interface ReconnectStrategy {

    /**
     * Returns how long to wait before connecting again.
     *
     * @param context what has ended, and how
     * @return the time to wait, zero for none; empty to stop
     */
    Optional<Duration> delay(ReconnectContext context);

    /**
     * Returns the default strategy, which never reconnects.
     *
     * @return the strategy
     */
    static ReconnectStrategy never() {
        return ReadyReconnectStrategies.NEVER;
    }

    /**
     * Returns a strategy that suits most servers: exponential backoff with full jitter. The n-th try in succession
     * comes after a random time between zero and 1, 2, 4, … seconds, at most a minute. Exceptions:
     *
     * <ul>
     *   <li>It stops after the codes 1000, 1008, 1010 and 4000–4999, after the statuses 401 and 403, when the server's
     *       certificate is refused, and when the application closed the session.
     *   <li>After 1012 (service restart) the first try comes at once, that is within 100 ms.
     *   <li>After 1013 (try again later) it waits for 10 seconds longer, and the backoff begins with 10 seconds.
     *   <li>{@code Retry-After} (RFC 9110, section 10.2.3) is waited for, and the backoff added. It stops if that is
     *       more than a day.
     * </ul>
     *
     * @return the strategy
     */
    static ReconnectStrategy standard() {
        return ReadyReconnectStrategies.STANDARD;
    }
}
