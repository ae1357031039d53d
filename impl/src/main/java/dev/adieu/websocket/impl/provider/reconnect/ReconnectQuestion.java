package dev.adieu.websocket.impl.provider.reconnect;

import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.impl.provider.application.Application;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks the application's strategy once. It is answered exactly once, whatever the strategy does: if that throws,
 * answers nonsense, or is {@linkplain #cancel cancelled} because it takes too long, the standard strategy answers.
 */
final class ReconnectQuestion extends FutureTask<Optional<Duration>> {

    /** Strategies are expected to answer from memory. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger LOGGER = Logger.getLogger(ReconnectQuestion.class.getName());

    private final ReconnectStrategy strategy;
    private final ReconnectContext context;
    private final Consumer<Optional<Duration>> answer;

    ReconnectQuestion(
            ReconnectStrategy strategy,
            ReconnectContext context,
            Application application,
            Consumer<Optional<Duration>> answer) {
        super(() -> ask(strategy, context, application));
        this.strategy = strategy;
        this.context = context;
        this.answer = answer;
    }

    private static Optional<Duration> ask(
            ReconnectStrategy strategy, ReconnectContext context, Application application) {
        AtomicReference<Optional<Duration>> delay = new AtomicReference<>();
        application.run(() -> delay.set(strategy.delay(context)));
        Optional<Duration> answered = delay.get();
        if (answered == null) {
            throw new IllegalStateException("it returned null; to stop, return Optional.empty()");
        }
        if (answered.filter(Duration::isNegative).isPresent()) {
            throw new IllegalStateException(
                    "it returned the delay " + answered.get() + ", which must not be less than zero");
        }
        return answered;
    }

    @Override
    protected void done() {
        answer.accept(answered());
    }

    private Optional<Duration> answered() {
        if (isCancelled()) {
            LOGGER.log(
                    Level.WARNING,
                    "the reconnect strategy {0} did not answer within {1} ms; ReconnectStrategy.standard() decides",
                    new Object[] {strategy.getClass().getName(), PATIENCE.toMillis()});
            return ReconnectStrategy.standard().delay(context);
        }
        try {
            return get();
        } catch (ExecutionException e) {
            LOGGER.log(
                    Level.WARNING,
                    "the reconnect strategy " + strategy.getClass().getName()
                            + " failed; ReconnectStrategy.standard() decides",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ReconnectStrategy.standard().delay(context);
    }
}
