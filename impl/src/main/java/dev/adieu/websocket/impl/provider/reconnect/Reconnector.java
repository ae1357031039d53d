package dev.adieu.websocket.impl.provider.reconnect;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.HandshakeRefusedException;
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
import dev.adieu.websocket.impl.reconnect.Reconnecting;
import jakarta.websocket.DeploymentException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes a connection again when it ends. Facts are decided on under the lock, by {@link Reconnecting}; what follows is
 * done after the lock was given back. Threads and a loop are held only between two sessions. Any thread.
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
    private final CompletableFuture<CloseEvent> ended = new CompletableFuture<>();

    private final Object lock = new Object();
    /** Guarded by the lock. */
    private Reconnecting state = Reconnecting.begin();
    /** The try or session of now, from the second on; {@code null} before. Guarded by the lock. */
    private Live current;
    /** The session that is open; {@code null} if there is none. Guarded by the lock. */
    private BrowserSession session;
    /** The endpoint of the last session or try. Guarded by the lock. */
    private EndpointInstance endpoint;
    /** How the last session or try ended; {@code null} before. Guarded by the lock. */
    private CloseEvent last;
    /** Guarded by the lock. */
    private boolean closedByApplication;
    /** What is used between two sessions; {@code null} at other times. Guarded by the lock. */
    private Between between;
    /** {@code null} unless it waits. Guarded by the lock. */
    private Future<?> timer;
    /** {@code null} unless it waits. Guarded by the lock. */
    private Instant nextTry;

    /** The threads that wait, ask and try. */
    private record Between(IoThreads.Lease threads, SerialExecutor executor) {}

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
        synchronized (lock) {
            if (state.stopped()) {
                return State.STOPPED;
            }
            return switch (state.phase()) {
                case TRYING -> State.TRYING;
                case CONNECTED -> State.CONNECTED;
                case ASKING, WAITING -> State.WAITING;
                case ENDED -> State.STOPPED;
            };
        }
    }

    @Override
    public int getTries() {
        synchronized (lock) {
            return state.tries();
        }
    }

    @Override
    public Optional<Instant> getNextTry() {
        synchronized (lock) {
            return Optional.ofNullable(nextTry);
        }
    }

    @Override
    public Optional<BrowserSession> getSession() {
        synchronized (lock) {
            return Optional.ofNullable(session);
        }
    }

    @Override
    public void stop() {
        happened(new Fact.StopRequested());
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
        synchronized (lock) {
            session = opened;
        }
        happened(new Fact.Opened(timing.nanoTime()));
    }

    @Override
    public void closed(EndpointInstance ending) {
        ending.sessionEnded();
        synchronized (lock) {
            endpoint = ending;
        }
    }

    @Override
    public void ended(CloseEvent event, boolean byApplication) {
        synchronized (lock) {
            session = null;
            last = event;
            closedByApplication = byApplication;
        }
        happened(new Fact.Ended(timing.nanoTime()));
    }

    private void happened(Fact fact) {
        List<Action> actions;
        synchronized (lock) {
            Reconnecting.Step step = state.after(fact);
            state = step.next();
            actions = step.actions();
            if (state.phase() != Reconnecting.Phase.WAITING) {
                stopTimer();
            }
        }
        actions.forEach(this::act);
    }

    /** Called under the lock. */
    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = null;
        nextTry = null;
    }

    private void act(Action action) {
        if (action instanceof Action.Ask ask) {
            ask(ask.established());
        } else if (action instanceof Action.Wait wait) {
            tell(State.WAITING, Optional.of(wait.delay()));
            startTimer(wait.delay());
        } else if (action instanceof Action.Try) {
            tell(State.TRYING, Optional.empty());
            between().executor().executeApart(this::tryAgain);
        } else if (action instanceof Action.GiveUp) {
            giveUp();
        } else if (action instanceof Action.End) {
            end();
        }
    }

    private void startTimer(Duration asked) {
        Duration delay = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        synchronized (lock) {
            if (state.phase() == Reconnecting.Phase.WAITING) {
                nextTry = Instant.now().plus(delay);
                timer = between.threads().after(timing, delay, () -> happened(new Fact.Due()));
            }
        }
    }

    private void ask(boolean established) {
        IoThreads.Lease threads = IoThreads.lease();
        Between made = new Between(threads, executors.apply(threads));
        ReconnectContext context;
        synchronized (lock) {
            if (state.stopped()) {
                threads.close();
                return;
            }
            between = made;
            context = context(established);
        }
        if (strategy == ReconnectStrategy.standard()) {
            happened(new Fact.Answered(strategy.delay(context)));
            return;
        }
        ReconnectQuestion question =
                new ReconnectQuestion(strategy, context, application, delay -> happened(new Fact.Answered(delay)));
        Future<?> deadline = threads.after(timing, ReconnectQuestion.PATIENCE, () -> question.cancel(true));
        made.executor().executeApart(() -> {
            question.run();
            deadline.cancel(false);
        });
    }

    /** Called under the lock. */
    private ReconnectContext context(boolean established) {
        OptionalInt status = OptionalInt.empty();
        Optional<Duration> retryAfter = Optional.empty();
        if (last.failure().orElse(null) instanceof HandshakeRefusedException refusal && refusal.getStatus() != 101) {
            status = OptionalInt.of(refusal.getStatus());
            retryAfter = refusal.getRetryAfter();
        }
        return new ReconnectContext(
                last,
                endpoint.endpointClass(),
                established,
                closedByApplication,
                state.tries(),
                state.sinceOpen(timing.nanoTime()),
                status,
                retryAfter,
                ThreadLocalRandom.current().nextDouble());
    }

    private Between between() {
        synchronized (lock) {
            return between;
        }
    }

    private void tryAgain() {
        EndpointInstance ending;
        Between used;
        synchronized (lock) {
            ending = endpoint;
            used = between;
            between = null;
        }
        EndpointInstance again = ending;
        try {
            again = ending.next();
            Live begun = next.begin(again, this);
            boolean stopped;
            synchronized (lock) {
                current = begun;
                stopped = state.stopped() && state.phase() == Reconnecting.Phase.TRYING;
            }
            if (stopped) {
                begun.close(CloseCause.NORMAL);
            }
        } catch (DeploymentException | RuntimeException e) {
            if (!(e instanceof IllegalStateException)) {
                LOGGER.log(Level.WARNING, "the connection cannot be made again; reconnecting stops", e);
            }
            synchronized (lock) {
                endpoint = again;
            }
            stop();
            happened(new Fact.Ended(timing.nanoTime()));
        } finally {
            used.threads().close();
        }
    }

    private void giveUp() {
        Live trying;
        synchronized (lock) {
            trying = current;
        }
        if (trying != null) {
            trying.close(CloseCause.NORMAL);
        }
    }

    private void end() {
        Between used;
        EndpointInstance ending;
        CloseEvent event;
        boolean wasOpened;
        synchronized (lock) {
            used = between;
            between = null;
            ending = endpoint;
            event = last;
            wasOpened = state.openedAt() != null;
        }
        Runnable release = () -> {
            ending.destroy();
            if (wasOpened) {
                tellNow(new ReconnectEvent(this, State.STOPPED, getTries(), Optional.empty(), event), ending);
            }
            if (used != null) {
                used.threads().close();
            }
            onEnd.run();
            ended.complete(event);
        };
        if (used == null) {
            release.run();
        } else {
            used.executor().execute(release);
        }
    }

    private void tell(State told, Optional<Duration> delay) {
        Between used;
        ReconnectEvent event;
        EndpointInstance of;
        synchronized (lock) {
            used = between;
            of = endpoint;
            event = new ReconnectEvent(this, told, state.tries(), delay, last);
        }
        if (used != null) {
            used.executor().execute(() -> tellNow(event, of));
        }
    }

    private void tellNow(ReconnectEvent event, EndpointInstance of) {
        application.reconnecting(of.endpointClass(), event);
    }
}
