package dev.adieu.websocket.impl.reconnect;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connection that is made again when it ends. {@link #after} takes a fact and returns the next state and
 * what to do.
 *
 * @param phase the current phase
 * @param stopped true if there will be no further try
 * @param tries how many tries were made since a session last stayed open for {@link #STABLE}
 * @param openedAt when the last session was established, in nanoseconds; {@code null} if there was none
 */
public record Reconnecting(
        Phase phase, boolean stopped, int tries, @Nullable Long openedAt) {

    /**
     * A session that lasts this long starts the count of tries anew. One that ends sooner does not, so that a server
     * that accepts and closes at once meets ever longer waits.
     */
    public static final Duration STABLE = Duration.ofSeconds(10);

    /** The phases of such a connection. */
    public enum Phase {
        TRYING,
        CONNECTED,
        ASKING,
        WAITING,
        ENDED
    }

    /** The state after a fact, and the actions to take. */
    public record Step(Reconnecting next, List<Action> actions) {}

    /** Returns the state in which the first try is under way. If it fails, that is the end. */
    public static Reconnecting begin() {
        return new Reconnecting(Phase.TRYING, false, 0, null);
    }

    /** Returns the time since the last session was established; zero if there was none. */
    public Duration sinceOpen(long nanoTime) {
        return openedAt == null ? Duration.ZERO : Duration.ofNanos(nanoTime - openedAt);
    }

    /** Returns what follows from a fact. One that comes too late, or out of place, changes nothing. */
    public Step after(Fact fact) {
        if (fact instanceof Fact.StopRequested && phase != Phase.ENDED && !stopped) {
            return stop();
        }
        return switch (phase) {
            case TRYING -> whileTrying(fact);
            case CONNECTED -> whileConnected(fact);
            case ASKING -> whileAsking(fact);
            case WAITING -> fact instanceof Fact.Due ? tryAgain() : then();
            case ENDED -> then();
        };
    }

    private Step stop() {
        Reconnecting last = new Reconnecting(phase, true, tries, openedAt);
        return switch (phase) {
            case TRYING -> last.then(new Action.GiveUp());
            case CONNECTED, ENDED -> last.then();
            case ASKING -> last.end();
            case WAITING -> {
                Step end = last.end();
                yield new Step(end.next(), List.of(new Action.StopWaiting(), new Action.End()));
            }
        };
    }

    private Step whileTrying(Fact fact) {
        if (fact instanceof Fact.Opened opened) {
            return new Reconnecting(Phase.CONNECTED, stopped, tries, opened.nanoTime()).then();
        }
        return fact instanceof Fact.Ended ? ask(tries, false) : then();
    }

    private Step whileConnected(Fact fact) {
        if (fact instanceof Fact.Ended ended) {
            boolean wasStable = sinceOpen(ended.nanoTime()).compareTo(STABLE) >= 0;
            return ask(wasStable ? 0 : tries, true);
        }
        return then();
    }

    private Step ask(int triesSoFar, boolean established) {
        if (stopped || openedAt == null) {
            return end();
        }
        return new Reconnecting(Phase.ASKING, false, triesSoFar, openedAt).then(new Action.Ask(established));
    }

    private Step whileAsking(Fact fact) {
        if (fact instanceof Fact.Answered answered) {
            return answered.delay().isEmpty()
                    ? end()
                    : in(Phase.WAITING).then(new Action.Wait(answered.delay().get()));
        }
        return then();
    }

    private Step tryAgain() {
        int next = tries == Integer.MAX_VALUE ? tries : tries + 1;
        return new Reconnecting(Phase.TRYING, false, next, openedAt).then(new Action.Try());
    }

    private Step end() {
        return new Reconnecting(Phase.ENDED, true, tries, openedAt).then(new Action.End());
    }

    private Reconnecting in(Phase next) {
        return new Reconnecting(next, stopped, tries, openedAt);
    }

    private Step then(Action... actions) {
        return new Step(this, List.of(actions));
    }
}
