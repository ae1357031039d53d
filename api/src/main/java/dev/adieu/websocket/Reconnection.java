package dev.adieu.websocket;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A connection that is made again when it ends, as long as its {@link ReconnectStrategy} says so. Its sessions come one
 * after the other; each is a new {@link BrowserSession} with {@code onOpen} and {@code onClose} on the same endpoint
 * object. It is returned by {@link BrowserSession#getReconnection()}.
 *
 * <p>Messages are not carried over from one session to the next. All methods may be called from any thread and none
 * blocks.
 */
public interface Reconnection {

    /** The state of a reconnection. */
    enum State {
        /** Connecting, for the first time or again. */
        TRYING,
        /** A session is open. */
        CONNECTED,
        /** The last session or try has ended; the strategy is being asked, or the next try is due later. */
        WAITING,
        /** There will be no further try. A session that is still open stays open. */
        STOPPED
    }

    /**
     * Returns the state.
     *
     * @return the state; never {@code null}
     */
    State getState();

    /**
     * Returns how many tries were made since a session last stayed open for at least 10 seconds, as
     * {@link ReconnectContext#tries()}.
     *
     * @return the number of tries, 0 or more
     */
    int getTries();

    /**
     * Returns when the next try is due, by the system clock.
     *
     * @return the moment; empty unless a try is due
     */
    Optional<Instant> getNextTry();

    /**
     * Returns the session that is established now.
     *
     * @return the session; empty between two sessions and after the last
     */
    Optional<BrowserSession> getSession();

    /**
     * Stops reconnecting: a wait or a try is cancelled at once. A session that is open stays open; close it if it is
     * not needed. Stopping again does nothing.
     */
    void stop();

    /**
     * Returns a stage that completes when reconnecting has stopped and the last session has ended, with the last close
     * event: that of the last session, or of the last try if that failed. It never completes exceptionally, and callers
     * cannot complete it.
     *
     * @return the stage; the same one for every call
     */
    CompletionStage<CloseEvent> ended();
}
