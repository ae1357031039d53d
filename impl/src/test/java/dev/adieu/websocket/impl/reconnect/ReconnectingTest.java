package dev.adieu.websocket.impl.reconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.reconnect.Reconnecting.Phase;
import dev.adieu.websocket.impl.reconnect.Reconnecting.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconnectingTest {

    private static final Duration WAIT = Duration.ofSeconds(3);
    private static final int DEPTH = 11;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Times pass so that a session is stable or not, depending on what came between. */
    private static final List<Fact> FACTS = List.of(
            new Fact.Opened(0),
            new Fact.Opened(5 * SECOND),
            new Fact.Ended(9 * SECOND),
            new Fact.Ended(11 * SECOND),
            new Fact.Answered(Optional.of(WAIT)),
            new Fact.Answered(Optional.empty()),
            new Fact.Due(),
            new Fact.StopRequested());

    /** The effects of the actions so far. */
    private record World(boolean trying, boolean connected, boolean asking, boolean waiting, boolean ended) {

        static final World BEGUN = new World(true, false, false, false, false);

        World then(Action action, List<Fact> story) {
            assertThat(ended).as("nothing is done after the end: %s", story).isFalse();
            boolean idle = !trying && !connected && !asking && !waiting;
            if (action instanceof Action.Ask) {
                assertThat(idle).as("one thing at a time: %s", story).isTrue();
                return new World(false, false, true, false, false);
            } else if (action instanceof Action.Wait) {
                assertThat(idle).as("one thing at a time: %s", story).isTrue();
                return new World(false, false, false, true, false);
            } else if (action instanceof Action.StopWaiting) {
                assertThat(waiting).as("what is stopped was begun: %s", story).isTrue();
                return new World(false, false, false, false, false);
            } else if (action instanceof Action.Try) {
                assertThat(idle).as("one thing at a time: %s", story).isTrue();
                return new World(true, false, false, false, false);
            } else if (action instanceof Action.GiveUp) {
                assertThat(trying).as("what is given up was begun: %s", story).isTrue();
                return this;
            }
            assertThat(trying || connected || waiting)
                    .as("the end leaves nothing: %s", story)
                    .isFalse();
            return new World(false, false, false, false, true);
        }

        /** Returns the world before the state knows the fact; {@code null} if the fact cannot happen. */
        World hearing(Fact fact) {
            if (fact instanceof Fact.Opened) {
                return trying ? new World(false, true, false, false, false) : null;
            } else if (fact instanceof Fact.Ended) {
                return trying || connected ? new World(false, false, false, false, ended) : null;
            } else if (fact instanceof Fact.Answered) {
                return asking ? new World(false, false, false, false, ended) : null;
            } else if (fact instanceof Fact.Due) {
                return waiting ? new World(false, false, false, false, ended) : null;
            }
            return this;
        }
    }

    private int stories;

    @Test
    void everySequenceOfFactsDoesOneThingAtATimeAndEndsOnceWithNothingLeft() {
        explore(Reconnecting.begin(), World.BEGUN, new ArrayList<>(), false);
        assertThat(stories).isGreaterThan(1_000);
    }

    private void explore(Reconnecting state, World world, List<Fact> story, boolean stopRequested) {
        stories++;
        assertThat(state.phase() == Phase.ENDED)
                .as("the end is reported: %s", story)
                .isEqualTo(world.ended());
        if (story.size() == DEPTH) {
            return;
        }
        for (Fact fact : FACTS) {
            World next = world.hearing(fact);
            if (next == null || fact instanceof Fact.StopRequested && stopRequested) {
                assertThat(state.after(fact)).isEqualTo(new Step(state, List.of()));
                continue;
            }
            story.add(fact);
            Step step = state.after(fact);
            boolean stops = stopRequested || fact instanceof Fact.StopRequested;
            if (stops) {
                assertThat(step.next().stopped())
                        .as("stopped for good: %s", story)
                        .isTrue();
                assertThat(step.actions())
                        .as("nothing new after a stop: %s", story)
                        .noneMatch(action -> action instanceof Action.Ask
                                || action instanceof Action.Wait
                                || action instanceof Action.Try);
            }
            for (Action action : step.actions()) {
                next = next.then(action, story);
            }
            explore(step.next(), next, story, stops);
            story.remove(story.size() - 1);
        }
    }

    private static Reconnecting after(Fact... facts) {
        Reconnecting state = Reconnecting.begin();
        for (Fact fact : facts) {
            state = state.after(fact).next();
        }
        return state;
    }

    private static final Fact WAITS = new Fact.Answered(Optional.of(WAIT));

    @Test
    void everyTryIsCounted() {
        Fact opened = new Fact.Opened(0);
        Fact ended = new Fact.Ended(0);
        assertThat(after(opened, ended, WAITS).tries()).isZero();
        assertThat(after(opened, ended, WAITS, new Fact.Due()).tries()).isEqualTo(1);
        assertThat(after(opened, ended, WAITS, new Fact.Due(), ended, WAITS, new Fact.Due())
                        .tries())
                .isEqualTo(2);
    }

    @Test
    void aSessionThatLastsTenSecondsStartsTheCountAnewAndAShorterOneDoesNot() {
        Fact[] story = {
            new Fact.Opened(0),
            new Fact.Ended(0),
            WAITS,
            new Fact.Due(),
            new Fact.Opened(0),
            new Fact.Ended(10 * SECOND - 1)
        };
        assertThat(after(story).tries()).isEqualTo(1);
        story[5] = new Fact.Ended(10 * SECOND);
        assertThat(after(story).tries()).isZero();
    }

    @Test
    void aFirstTryThatFailsIsTheEnd() {
        Step step = Reconnecting.begin().after(new Fact.Ended(0));
        assertThat(step.actions()).containsExactly(new Action.End());
        assertThat(step.next().stopped()).isTrue();
    }

    @Test
    void theTimeSinceTheLastSessionHoldsAcrossAWrapOfTheClock() {
        Reconnecting state = after(new Fact.Opened(Long.MAX_VALUE), new Fact.Ended(Long.MIN_VALUE + 10 * SECOND - 1));
        assertThat(state.sinceOpen(Long.MIN_VALUE + 10 * SECOND - 1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(state.tries()).isZero();
        assertThat(Reconnecting.begin().sinceOpen(0)).isZero();
    }

    @Test
    void theCountOfTriesDoesNotOverflow() {
        Reconnecting many = new Reconnecting(Phase.WAITING, false, Integer.MAX_VALUE, null);
        assertThat(many.after(new Fact.Due()).next().tries()).isEqualTo(Integer.MAX_VALUE);
    }
}
