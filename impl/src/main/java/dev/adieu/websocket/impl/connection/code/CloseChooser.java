package dev.adieu.websocket.impl.connection.code;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.impl.closing.CloseBody;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the content of our Close frame if the application named no code: a default, which is known at once, or what
 * the application's strategy chooses before a deadline.
 */
public final class CloseChooser {

    private static final Logger LOGGER = Logger.getLogger(CloseChooser.class.getName());

    private final CloseCause cause;
    private final CloseBody standard;
    private final @Nullable Callable<CloseBody> strategy;

    /** @param strategy asks the application; {@code null} if the default always applies */
    public CloseChooser(CloseCause cause, CloseBody standard, @Nullable Callable<CloseBody> strategy) {
        this.cause = cause;
        this.standard = standard;
        this.strategy = strategy;
    }

    /** Returns the default. */
    public CloseBody standard() {
        return standard;
    }

    /** Returns whether the application has a strategy that is to be asked. */
    public boolean asks() {
        return strategy != null;
    }

    /**
     * Asks the application's strategy and passes on what it chose. Passes on a body exactly once, whatever the strategy
     * does: the default if it throws or misses the deadline.
     *
     * @param executor runs the strategy, which may block
     * @param deadline schedules its argument at the deadline
     */
    public void ask(Executor executor, Function<Runnable, Future<?>> deadline, Consumer<CloseBody> chosen) {
        Question question = new Question(chosen);
        Future<?> timer = deadline.apply(() -> question.cancel(true));
        try {
            executor.execute(() -> {
                question.run();
                timer.cancel(false);
            });
        } catch (RejectedExecutionException connectionEnded) {
            timer.cancel(false);
            chosen.accept(standard);
        }
    }

    private final class Question extends FutureTask<CloseBody> {

        private final Consumer<CloseBody> chosen;

        Question(Consumer<CloseBody> chosen) {
            super(strategy);
            this.chosen = chosen;
        }

        @Override
        protected void done() {
            chosen.accept(choice());
        }

        private CloseBody choice() {
            if (isCancelled()) {
                LOGGER.log(
                        Level.WARNING,
                        "the close code strategy did not choose in time for {0}; the default applies",
                        cause);
                return standard;
            }
            try {
                return get();
            } catch (ExecutionException e) {
                LOGGER.log(
                        Level.WARNING,
                        "the close code strategy failed for " + cause + "; the default applies",
                        e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return standard;
        }
    }
}
