package dev.adieu.websocket;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Announces that a connection is going to be made again, or will not be. In a CDI application it is fired as a CDI
 * event, synchronously and asynchronously, with the qualifier {@link ForEndpoint}: {@link Reconnection.State#WAITING}
 * when the strategy has chosen how long to wait, {@link Reconnection.State#TRYING} when the wait is over,
 * {@link Reconnection.State#STOPPED} when there will be no further try and no session is open. A try that succeeded is
 * announced by an {@link OpenEvent}.
 *
 * @param reconnection the connection
 * @param state what has begun; never {@link Reconnection.State#CONNECTED}
 * @param tries as {@link ReconnectContext#tries()}
 * @param delay the time to wait; empty in the other states
 * @param last how the last session or try ended
 */
public record ReconnectEvent(
        Reconnection reconnection, Reconnection.State state, int tries, Optional<Duration> delay, CloseEvent last) {

    /**
     * Creates the event.
     *
     * @param reconnection see {@link #reconnection()}
     * @param state see {@link #state()}
     * @param tries see {@link #tries()}
     * @param delay see {@link #delay()}
     * @param last see {@link #last()}
     * @throws NullPointerException if a component is {@code null}
     */
    public ReconnectEvent {
        Objects.requireNonNull(reconnection, "reconnection");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(last, "last");
    }
}
