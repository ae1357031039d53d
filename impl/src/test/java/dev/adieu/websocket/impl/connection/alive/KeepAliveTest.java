package dev.adieu.websocket.impl.connection.alive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.connection.alive.KeepAlive.Action;
import dev.adieu.websocket.impl.connection.alive.KeepAlive.Fact;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays every sequence of what a peer, a network, an endpoint and a clock can do on a clock of the test's own. */
class KeepAliveTest {

    private static final long INTERVAL = 8;
    private static final long TIMEOUT = 3;
    /** Longer than the timeout, so that nothing can be concluded from the silence. */
    private static final long NAP = 2 * TIMEOUT;

    private static final int LENGTH = 7;

    /** The event in one tick of the clock. */
    private enum Event {
        NOTHING,
        BYTES_ARRIVE,
        PING_IS_WRITTEN,
        BYTES_ARE_TAKEN,
        READING_STOPS,
        READING_GOES_ON,
        COMPUTER_SLEEPS
    }

    /**
     * A connection, and what was seen of it.
     *
     * @param wasRead whether what arrives was read when the timer last ran out
     * @param stillSince since when the peer took no bytes in front of an unwritten ping, nor the ping itself
     * @param pingedAt when the last ping was ordered; -1 before
     * @param written whether that ping is written
     */
    private record World(
            KeepAlive state,
            long now,
            long receivedAt,
            boolean reading,
            boolean progressed,
            boolean wasRead,
            long stillSince,
            long pingedAt,
            boolean written,
            Action last) {

        static World begin(double random) {
            KeepAlive begun = KeepAlive.begin(Duration.ofNanos(INTERVAL), Duration.ofNanos(TIMEOUT), 0, random);
            return new World(begun, 0, 0, true, false, true, 0, -1, false, Action.NOTHING);
        }

        boolean failed() {
            return last == Action.FAIL;
        }

        World after(Event event, double random) {
            long time = now + (event == Event.COMPUTER_SLEEPS ? NAP : 1);
            boolean writes = event == Event.PING_IS_WRITTEN && pingedAt >= 0 && !written;
            boolean takes = event == Event.BYTES_ARE_TAKEN;
            boolean reads = event == Event.READING_GOES_ON || reading && event != Event.READING_STOPS;
            boolean still = !writes && !(takes && !written);
            World next = new World(
                    writes ? state.after(new Fact.PingWritten(time)).next() : state,
                    time,
                    reads && event == Event.BYTES_ARRIVE ? time : receivedAt,
                    reads,
                    progressed || takes,
                    wasRead,
                    still ? stillSince : time,
                    pingedAt,
                    written || writes,
                    Action.NOTHING);
            return time >= next.state.due() ? next.fired(random) : next;
        }

        private World fired(double random) {
            KeepAlive.Step step = state.after(new Fact.Due(now, receivedAt, reading, progressed, random));
            boolean pings = step.action() == Action.PING;
            boolean answered =
                    state.phase() != KeepAlive.Phase.SILENCE && step.next().phase() == KeepAlive.Phase.SILENCE;
            check(
                    answered || step.action() == Action.FAIL || step.next().due() > now,
                    "the timer is set for later, or for the ping that is overdue");
            if (pings) {
                check(reading, "a peer that is not read is not pinged");
                check(pingedAt < 0 || now > receivedAt, "a peer is pinged when it is silent");
                boolean again = written && receivedAt <= pingedAt && now - state.due() >= TIMEOUT;
                check(
                        again || now - receivedAt >= (pingedAt < 0 ? 0 : INTERVAL - INTERVAL / 4),
                        "a ping goes where nothing was received for the interval, or where a clock was not watched");
            }
            if (step.action() == Action.FAIL) {
                check(pingedAt >= 0 && receivedAt <= pingedAt, "a peer is dead that sent nothing since a ping");
                check(now - pingedAt >= TIMEOUT, "a peer has the whole timeout to answer");
                check(now - stillSince >= TIMEOUT, "a peer that takes what the ping waits behind is alive");
                check(wasRead && reading, "what waits in the socket is read first");
                check(now - state.due() < TIMEOUT, "a computer that wakes asks first");
            }
            return new World(
                    step.next(),
                    now,
                    receivedAt,
                    reading,
                    false,
                    reading,
                    stillSince,
                    pings ? now : pingedAt,
                    !pings && written,
                    step.action());
        }

        private static void check(boolean holds, String rule) {
            if (!holds) {
                throw new AssertionError(rule);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.999})
    void everySequenceOfEventsKeepsTheRulesAndEveryPeerThatDiesIsNoticed(double random) {
        AtomicLong sequences = new AtomicLong();
        follow(World.begin(random), random, new Event[LENGTH], 0, sequences);
        System.out.println(sequences + " sequences of " + LENGTH + " events");
        assertThat(sequences.get()).isGreaterThan(100_000);
    }

    private static void follow(World world, double random, Event[] path, int length, AtomicLong sequences) {
        if (length == path.length || world.failed()) {
            sequences.incrementAndGet();
            if (!world.failed()) {
                endings(world, random, Arrays.asList(path));
            }
            return;
        }
        for (Event event : Event.values()) {
            path[length] = event;
            World next;
            try {
                next = world.after(event, random);
            } catch (AssertionError broken) {
                throw new AssertionError(
                        broken.getMessage() + "\nafter " + Arrays.asList(path).subList(0, length + 1), broken);
            }
            follow(next, random, path, length + 1, sequences);
        }
    }

    /** Goes on with a peer that is dead, with one that is alive, and with an endpoint that is behind for good. */
    private static void endings(World start, double random, Iterable<Event> path) {
        World dead = start.after(Event.READING_GOES_ON, random);
        long noticed = dead.now() + INTERVAL + 5 * TIMEOUT + 2;
        while (!dead.failed()) {
            assertThat(dead.now()).as("a dead peer is noticed after %s", path).isLessThan(noticed);
            dead = dead.after(Event.NOTHING, random);
        }
        World alive = start.after(Event.READING_GOES_ON, random).after(Event.BYTES_ARRIVE, random);
        World behind = start.after(Event.READING_STOPS, random);
        for (int i = 0; i < 3 * (INTERVAL + TIMEOUT); i++) {
            assertThat(alive.failed() || behind.failed()).as("after %s", path).isFalse();
            alive = alive.after(Event.BYTES_ARRIVE, random);
            behind = behind.after(Event.NOTHING, random);
        }
    }

    @Test
    void aPingThatCannotBeWrittenWhileThePeerTakesBytesIsWaitedFor() {
        World slow = World.begin(0);
        for (int i = 0; i < 100; i++) {
            slow = slow.after(Event.BYTES_ARE_TAKEN, 0);
            assertThat(slow.failed()).isFalse();
        }
        for (int i = 0; i <= 4 * TIMEOUT && !slow.failed(); i++) {
            slow = slow.after(Event.NOTHING, 0);
        }
        assertThat(slow.failed()).isTrue();
    }

    @Test
    void aComputerThatSleptAsksAgainBeforeItFailsTheConnection() {
        World asked = World.begin(0).after(Event.NOTHING, 0).after(Event.PING_IS_WRITTEN, 0);
        World awake = asked.after(Event.COMPUTER_SLEEPS, 0);
        assertThat(awake.last()).isEqualTo(Action.PING);
        assertThat(awake.after(Event.BYTES_ARRIVE, 0).failed()).isFalse();
    }

    @Test
    void tenThousandConnectionsThatOpenTogetherSpreadTheirPings() {
        Random random = new Random(1);
        long interval = Duration.ofSeconds(30).toNanos();
        int[] perSecond = new int[30];
        for (int i = 0; i < 10_000; i++) {
            KeepAlive begun =
                    KeepAlive.begin(Duration.ofNanos(interval), Duration.ofSeconds(10), 0, random.nextDouble());
            perSecond[(int) (begun.due() * 30 / interval)]++;
        }
        System.out.println("first pings of 10,000 connections in each of 30 seconds: " + Arrays.toString(perSecond));
        assertThat(Arrays.stream(perSecond).boxed())
                .allSatisfy(pings -> assertThat(pings).isBetween(250, 420));
    }

    @Test
    void tenThousandConnectionsThatHeardTheSameBroadcastSpreadTheirPings() {
        Random random = new Random(1);
        long interval = Duration.ofSeconds(32).toNanos();
        int[] perSecond = new int[33];
        for (int i = 0; i < 10_000; i++) {
            KeepAlive asked = KeepAlive.begin(Duration.ofNanos(interval), Duration.ofSeconds(10), 0, 0)
                    .after(new Fact.Due(1, 0, true, false, 0))
                    .next();
            KeepAlive heard = asked.after(new Fact.Due(asked.due(), 2, true, false, random.nextDouble()))
                    .next();
            perSecond[(int) (heard.due() / Duration.ofSeconds(1).toNanos())]++;
        }
        assertThat(Arrays.stream(perSecond).limit(24).sum()).isZero();
        assertThat(Arrays.stream(perSecond).skip(24).limit(8).boxed())
                .allSatisfy(pings -> assertThat(pings).isBetween(1_100, 1_400));
    }

    @Test
    void timesThatNanosecondsCannotExpressAreVeryLong() {
        KeepAlive forever =
                KeepAlive.begin(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE), 5, 0.5);
        assertThat(forever.due()).isGreaterThan(Duration.ofDays(365L * 100).toNanos());
    }
}
