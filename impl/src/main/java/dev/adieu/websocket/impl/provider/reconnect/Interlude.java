package dev.adieu.websocket.impl.provider.reconnect;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.provider.application.Application;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The time between two sessions, which alone holds an event loop and threads: it asks the strategy, waits, and runs
 * callbacks of the application. If its event loop dies of an error, its timers go on with another. Any thread.
 */
final class Interlude implements AutoCloseable {

    private final Timing timing;
    private final SerialExecutor executor;

    @GuardedBy("this")
    private IoThreads.Lease threads;

    /** The timers that neither fell due nor were cancelled, and their tasks on the event loop. */
    @GuardedBy("this")
    private final Map<Timer, Future<?>> timers = new HashMap<>();

    @GuardedBy("this")
    private boolean closed;

    /** @param executors makes what runs the application's code */
    Interlude(Timing timing, Function<IoThreads.Lease, SerialExecutor> executors) {
        this.timing = timing;
        this.threads = IoThreads.lease();
        this.executor = executors.apply(threads);
        threads.onDeath(error -> move());
    }

    /**
     * Asks a strategy, on a thread of its own unless it is the standard one, which only calculates.
     *
     * @param answer is called once, whatever the strategy does
     */
    void ask(
            ReconnectStrategy strategy,
            ReconnectContext context,
            Application application,
            Consumer<Optional<Duration>> answer) {
        if (strategy == ReconnectStrategy.standard()) {
            answer.accept(strategy.delay(context));
            return;
        }
        ReconnectQuestion question = new ReconnectQuestion(strategy, context, application, answer);
        Future<?> deadline = after(ReconnectQuestion.PATIENCE, () -> question.cancel(true));
        executor.executeApart(() -> {
            question.run();
            deadline.cancel(false);
        });
    }

    /** Runs a short task on an event loop after a delay. */
    synchronized Future<?> after(Duration delay, Runnable task) {
        Timer timer = new Timer(timing.nanoTime() + delay.toNanos(), task);
        start(timer);
        return timer;
    }

    private synchronized void start(Timer timer) {
        timers.put(timer, threads.after(timing, timer.left(timing.nanoTime()), timer));
    }

    private synchronized void stop(Timer timer) {
        Future<?> scheduled = timers.remove(timer);
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    /** Moves to another event loop, because the present one dies. */
    private synchronized void move() {
        if (!closed) {
            IoThreads.Lease dead = threads;
            threads = IoThreads.lease();
            threads.onDeath(error -> move());
            List.copyOf(timers.keySet()).forEach(this::start);
            dead.close();
        }
    }

    /** Runs a task once, also if it is started on several event loops one after the other. */
    private final class Timer extends FutureTask<Void> {

        private final long due;

        Timer(long due, Runnable task) {
            super(task, null);
            this.due = due;
        }

        Duration left(long nanoTime) {
            return Duration.ofNanos(Math.max(0, due - nanoTime));
        }

        @Override
        protected void done() {
            stop(this);
        }
    }

    /** Runs a callback of the application, behind the one that is running. */
    void tell(Runnable task) {
        executor.execute(task);
    }

    /** Runs a task on a thread that may block, whatever the application's executor does. */
    void executeApart(Runnable task) {
        executor.executeApart(task);
    }

    /** Gives the event loop and the threads back. */
    @Override
    public synchronized void close() {
        closed = true;
        threads.close();
    }
}
