package dev.adieu.websocket.impl.provider.reconnect;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectEvent;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.application.Live;
import dev.adieu.websocket.impl.reconnect.Action;
import dev.adieu.websocket.impl.reconnect.Fact;
import jakarta.websocket.DeploymentException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes a connection again when it ends. {@link ReconnectorState} decides under its lock, and this class does what
 * follows after the lock was released. Threads and a loop are held only between two sessions. Any thread.
 */
public final class Reconnector implements Reconnection, Succession, Live {

    private static final Logger LOGGER = Logger.getLogger(Reconnector.class.getName());

    /** The clocks of the JDK cannot add much more. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(100 * 365L);

    /** Begins the next try. */
    @FunctionalInterface
    public interface Next {

        /**
         * Begins to connect the endpoint.
         *
         * @throws IllegalStateException if the container or the application has ended
         */
        Live begin(EndpointInstance endpoint, Succession succession) throws DeploymentException;
    }

    private final ReconnectStrategy strategy;
    private final Application application;
    private final Timing timing;
    private final Function<IoThreads.Lease, SerialExecutor> executors;
    private final Duration closingTimeout;
    private final Next next;
    private final Runnable onEnd;
    private final ReconnectorState state = new ReconnectorState();
    private final CompletableFuture<CloseEvent> ended = new CompletableFuture<>();

    /**
     * Creates one whose first try is about to begin.
     *
     * @param executors makes what runs the application's code
     * @param onEnd runs when there will be no further try and no session is open
     */
    public Reconnector(
            ReconnectStrategy strategy,
            Application application,
            Timing timing,
            Function<IoThreads.Lease, SerialExecutor> executors,
            Duration closingTimeout,
            Next next,
            Consumer<Reconnector> onEnd) {
        this.strategy = strategy;
        this.application = application;
        this.timing = timing;
        this.executors = executors;
        this.closingTimeout = closingTimeout;
        this.next = next;
        this.onEnd = () -> onEnd.accept(this);
    }

    // What the application sees.

    @Override
    public State getState() {
        return state.shown();
    }

    @Override
    public int getTries() {
        return state.tries();
    }

    @Override
    public Optional<Instant> getNextTry() {
        return state.nextTry();
    }

    @Override
    public Optional<BrowserSession> getSession() {
        return state.session();
    }

    @Override
    public void stop() {
        act(state.after(new Fact.StopRequested()));
    }

    @Override
    public CompletionStage<CloseEvent> ended() {
        return ended.minimalCompletionStage();
    }

    // What sees it end: a container, an application, the JVM.

    @Override
    public void close(CloseCause cause) {
        stop();
    }

    @Override
    public Duration closingTimeout() {
        return closingTimeout;
    }

    @Override
    public CompletionStage<CloseEvent> closed() {
        return ended();
    }

    @Override
    public void stopWaiting() {
        // There is no peer to wait for between two sessions.
    }

    // What sessions and tries tell.

    @Override
    public Optional<Reconnection> reconnection() {
        return Optional.of(this);
    }

    @Override
    public void opened(BrowserSession opened) {
        act(state.opened(opened, timing.nanoTime()));
    }

    @Override
    public void closed(EndpointInstance ending) {
        ending.sessionEnded();
        state.closed(ending);
    }

    @Override
    public void ended(CloseEvent event, boolean byApplication) {
        act(state.ended(new Ending(event, byApplication), timing.nanoTime()));
    }

    // What follows.

    private void act(List<Action> actions) {
        actions.forEach(this::act);
    }

    private void act(Action action) {
        if (action instanceof Action.Ask ask) {
            ask(ask.established());
        } else if (action instanceof Action.Wait wait) {
            tell(State.WAITING, Optional.of(wait.delay()));
            startTimer(wait.delay());
        } else if (action instanceof Action.Try) {
            tell(State.TRYING, Optional.empty());
            Objects.requireNonNull(state.interlude(), "a try begins between two sessions")
                    .executeApart(this::tryAgain);
        } else if (action instanceof Action.GiveUp) {
            giveUp();
        } else if (action instanceof Action.End) {
            end();
        }
    }

    private void ask(boolean established) {
        Interlude begun = new Interlude(timing, executors);
        ReconnectContext context = state.begin(begun, established, timing.nanoTime());
        if (context == null) {
            begun.close();
        } else {
            begun.ask(strategy, context, application, delay -> act(state.after(new Fact.Answered(delay))));
        }
    }

    private void startTimer(Duration asked) {
        Duration delay = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        Interlude waiting = state.interlude();
        // It is over if it was stopped meanwhile.
        if (waiting != null) {
            state.waiting(delay, () -> waiting.after(delay, () -> act(state.after(new Fact.Due()))));
        }
    }

    private void tryAgain() {
        EndpointInstance again = state.endpoint();
        try (Interlude ending = state.endInterlude()) {
            try {
                again = again.next();
                Live begun = next.begin(again, this);
                if (state.trying(begun)) {
                    begun.close(CloseCause.NORMAL);
                }
            } catch (DeploymentException | RuntimeException e) {
                failed(again, e);
            }
        }
    }

    /** A try cannot begin, because the container or the application has ended or for another reason. */
    private void failed(EndpointInstance again, Exception failure) {
        if (!(failure instanceof IllegalStateException)) {
            LOGGER.log(Level.WARNING, "the connection cannot be made again; reconnecting stops", failure);
        }
        state.closed(again);
        stop();
        act(state.after(new Fact.Ended(timing.nanoTime())));
    }

    private void giveUp() {
        Live trying = state.current();
        if (trying != null) {
            trying.close(CloseCause.NORMAL);
        }
    }

    private void end() {
        ReconnectorState.Remains left = state.remains();
        Runnable release = () -> {
            left.endpoint().destroy();
            if (left.wasOpened()) {
                tellNow(state.event(this, State.STOPPED, Optional.empty()), left.endpoint());
            }
            if (left.interlude() != null) {
                left.interlude().close();
            }
            onEnd.run();
            ended.complete(left.ending().event());
        };
        if (left.interlude() == null) {
            release.run();
        } else {
            left.interlude().tell(release);
        }
    }

    private void tell(State told, Optional<Duration> delay) {
        Interlude telling = state.interlude();
        if (telling != null) {
            ReconnectEvent event = state.event(this, told, delay);
            EndpointInstance of = state.endpoint();
            telling.tell(() -> tellNow(event, of));
        }
    }

    private void tellNow(ReconnectEvent event, EndpointInstance of) {
        application.reconnecting(of.endpointClass(), event);
    }
}
