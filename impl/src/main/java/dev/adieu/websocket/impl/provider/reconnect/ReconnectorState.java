package dev.adieu.websocket.impl.provider.reconnect;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectEvent;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.impl.provider.application.Live;
import dev.adieu.websocket.impl.reconnect.Action;
import dev.adieu.websocket.impl.reconnect.Fact;
import dev.adieu.websocket.impl.reconnect.Reconnecting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a connection that is made again that is decided under a lock. Methods may be called on any thread.
 * They call only timers, and return the actions that the caller takes after the lock has been released.
 */
final class ReconnectorState {

    /** The objects to release at the end. */
    record Remains(
            EndpointInstance endpoint,
            Ending ending,
            boolean wasOpened,
            @Nullable Interlude interlude) {}

    private static final String ENDED = "nothing follows before something has ended";

    @GuardedBy("this")
    private Reconnecting rules = Reconnecting.begin();

    /** The try or session of now, from the second on; {@code null} before. */
    @GuardedBy("this")
    private @Nullable Live current;

    /** The session that is open; {@code null} if there is none. */
    @GuardedBy("this")
    private @Nullable BrowserSession session;

    /** The endpoint of the last session or try. */
    @GuardedBy("this")
    private @Nullable EndpointInstance endpoint;

    /** The end of the last session or try; {@code null} before. */
    @GuardedBy("this")
    private @Nullable Ending last;

    /** {@code null} unless this is between two sessions. */
    @GuardedBy("this")
    private @Nullable Interlude interlude;

    /** {@code null} unless it waits. */
    @GuardedBy("this")
    private @Nullable Future<?> timer;

    /** {@code null} unless it waits. */
    @GuardedBy("this")
    private @Nullable Instant nextTry;

    // What the application sees.

    synchronized Reconnection.State shown() {
        if (rules.stopped()) {
            return Reconnection.State.STOPPED;
        }
        return switch (rules.phase()) {
            case TRYING -> Reconnection.State.TRYING;
            case CONNECTED -> Reconnection.State.CONNECTED;
            case ASKING, WAITING -> Reconnection.State.WAITING;
            case ENDED -> Reconnection.State.STOPPED;
        };
    }

    synchronized int tries() {
        return rules.tries();
    }

    synchronized Optional<Instant> nextTry() {
        return Optional.ofNullable(nextTry);
    }

    synchronized Optional<BrowserSession> session() {
        return Optional.ofNullable(session);
    }

    // What happens.

    synchronized List<Action> opened(BrowserSession opened, long nanoTime) {
        session = opened;
        return after(new Fact.Opened(nanoTime));
    }

    /** The session or try of this endpoint has ended. */
    synchronized void closed(EndpointInstance ending) {
        endpoint = ending;
    }

    synchronized List<Action> ended(Ending ending, long nanoTime) {
        session = null;
        last = ending;
        return after(new Fact.Ended(nanoTime));
    }

    /** Returns what follows from a fact. Nothing but a wait keeps a timer. */
    synchronized List<Action> after(Fact fact) {
        Reconnecting.Step step = rules.after(fact);
        rules = step.next();
        if (rules.phase() != Reconnecting.Phase.WAITING) {
            if (timer != null) {
                timer.cancel(false);
            }
            timer = null;
            nextTry = null;
        }
        return step.actions();
    }

    // Between two sessions.

    /**
     * Begins the time between two sessions; returns what the strategy is to know, or {@code null} if it was stopped.
     */
    synchronized @Nullable ReconnectContext begin(Interlude begun, boolean established, long nanoTime) {
        if (rules.stopped()) {
            return null;
        }
        interlude = begun;
        Ending ending = ending();
        return new ReconnectContext(
                ending.event(),
                endpoint().endpointClass(),
                established,
                ending.byApplication(),
                rules.tries(),
                rules.sinceOpen(nanoTime),
                ending.status(),
                ending.retryAfter(),
                ThreadLocalRandom.current().nextDouble());
    }

    /** Sets the timer, unless it was stopped meanwhile. */
    synchronized void waiting(Duration delay, Supplier<Future<?>> start) {
        if (rules.phase() == Reconnecting.Phase.WAITING) {
            nextTry = Instant.now().plus(delay);
            timer = start.get();
        }
    }

    synchronized @Nullable Interlude interlude() {
        return interlude;
    }

    /** Ends the time between two sessions, which the caller is to close. */
    synchronized @Nullable Interlude endInterlude() {
        Interlude ended = interlude;
        interlude = null;
        return ended;
    }

    synchronized EndpointInstance endpoint() {
        return Objects.requireNonNull(endpoint, ENDED);
    }

    @GuardedBy("this")
    private Ending ending() {
        return Objects.requireNonNull(last, ENDED);
    }

    /** A try has begun; returns whether it is to be given up because it was stopped meanwhile. */
    synchronized boolean trying(Live begun) {
        current = begun;
        return rules.stopped() && rules.phase() == Reconnecting.Phase.TRYING;
    }

    /** Returns the try or session of now; {@code null} before the second. */
    synchronized @Nullable Live current() {
        return current;
    }

    synchronized ReconnectEvent event(Reconnection of, Reconnection.State told, Optional<Duration> delay) {
        return new ReconnectEvent(of, told, rules.tries(), delay, ending().event());
    }

    /** Returns what is left over, and is the caller's to release. */
    synchronized Remains remains() {
        return new Remains(endpoint(), ending(), rules.openedAt() != null, endInterlude());
    }
}
