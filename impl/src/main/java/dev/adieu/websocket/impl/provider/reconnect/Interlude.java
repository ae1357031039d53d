package dev.adieu.websocket.impl.provider.reconnect;

import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.provider.application.Application;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The time between two sessions, which alone holds an event loop and threads: it asks the strategy, waits, and runs
 * callbacks of the application. Any thread.
 */
final class Interlude implements AutoCloseable {

    private final Timing timing;
    private final IoThreads.Lease threads;
    private final SerialExecutor executor;

    /** @param executors makes what runs the application's code */
    Interlude(Timing timing, Function<IoThreads.Lease, SerialExecutor> executors) {
        this.timing = timing;
        this.threads = IoThreads.lease();
        this.executor = executors.apply(threads);
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

    /** Runs a short task on the event loop after a delay. */
    Future<?> after(Duration delay, Runnable task) {
        return threads.after(timing, delay, task);
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
    public void close() {
        threads.close();
    }
}
