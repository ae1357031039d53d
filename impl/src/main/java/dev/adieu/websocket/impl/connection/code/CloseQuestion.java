package dev.adieu.websocket.impl.connection.code;

import dev.adieu.websocket.impl.closing.CloseBody;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks the application's strategy once. Answered exactly once, whatever the strategy does: if it throws, or is
 * {@linkplain #cancel cancelled} since it took too long, with what is sent otherwise.
 */
public final class CloseQuestion extends FutureTask<CloseBody> {

    /** A strategy looks something up; it does not talk to anyone. */
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger LOGGER = Logger.getLogger(CloseQuestion.class.getName());

    private final CloseGrounds grounds;
    private final CloseBody standard;
    private final Consumer<CloseBody> answer;

    public CloseQuestion(CloseGrounds grounds, CloseProposal proposal, Consumer<CloseBody> answer) {
        super(proposal.strategy());
        this.grounds = grounds;
        this.standard = proposal.standard();
        this.answer = answer;
    }

    @Override
    protected void done() {
        answer.accept(answered());
    }

    private CloseBody answered() {
        if (isCancelled()) {
            LOGGER.log(
                    Level.WARNING,
                    "the close code strategy did not choose in time for {0}; the default applies",
                    grounds.cause());
            return standard;
        }
        try {
            return get();
        } catch (ExecutionException e) {
            LOGGER.log(
                    Level.WARNING,
                    "the close code strategy failed for " + grounds.cause() + "; the default applies",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return standard;
    }
}
