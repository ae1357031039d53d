package dev.adieu.websocket.impl.connection.alive;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Decides when a peer is pinged and when it is taken for dead. {@link #after} takes a fact and returns the next state
 * and what to do. Times are in nanoseconds, as of {@link System#nanoTime()}.
 *
 * <p>Whatever arrives proves that the peer lives, not only a pong: a pong may have to wait behind a long message that
 * is still arriving, and a connection that visibly works must not be failed. For the same reason the peer lives as long
 * as it takes bytes that our ping waits behind. Bytes that wait unread, because the endpoint is behind, prove nothing.
 *
 * @param interval how long the peer may be silent before it is pinged; a quarter less at random, so that connections
 *     that heard the same broadcast do not ping together
 * @param timeout how long it may stay silent then
 * @param phase what is waited for
 * @param patience how long the peer may be silent this time before it is pinged
 * @param askedAt when the last ping was queued
 * @param since when the timeout began: when the ping was queued, when bytes in front of it were taken, or when it was
 *     written
 * @param due when the timer runs out
 * @param lastLook whether the timeout has passed, and only what may wait in the socket is still to be read
 */
public record KeepAlive(
        long interval, long timeout, Phase phase, long patience, long askedAt, long since, long due, boolean lastLook) {

    /** The event that comes next. */
    public enum Phase {
        /** Silence, to send a ping. */
        SILENCE,
        /** That the ping is written. */
        WRITING,
        /** Any sign of life. */
        ANSWER
    }

    /** Long enough for what has come to be read. */
    private static final long LAST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);

    /** Something that happened. */
    public sealed interface Fact {

        /** Returns when it happened. */
        long now();

        /**
         * The timer ran out, perhaps later than it should have.
         *
         * @param receivedAt when bytes last arrived, or the connection was established
         * @param reading whether what arrives is read
         * @param progressed whether the peer took bytes since the timer was last set
         * @param random chooses the patience: at least 0 and less than 1
         */
        record Due(long now, long receivedAt, boolean reading, boolean progressed, double random) implements Fact {}

        /** The operating system has accepted the ping. */
        record PingWritten(long now) implements Fact {}
    }

    /** The action to take. */
    public enum Action {
        /** Nothing now. */
        NOTHING,
        /** Send a ping. */
        PING,
        /** Fail the connection: the peer is dead. */
        FAIL
    }

    /**
     * The next state, and the action to take. The timer is to run out at {@link KeepAlive#due()} unless the connection
     * fails.
     */
    public record Step(KeepAlive next, Action action) {}

    /**
     * Begins when the connection is established. The first ping is due after a random part of the interval, so that
     * connections that were established together spread their pings.
     *
     * @param random at least 0 and less than 1
     */
    public static KeepAlive begin(Duration interval, Duration timeout, long now, double random) {
        long nanos = TimeUnit.NANOSECONDS.convert(interval);
        long patience = (long) (nanos * random);
        return new KeepAlive(
                nanos, TimeUnit.NANOSECONDS.convert(timeout), Phase.SILENCE, patience, now, now, now + patience, false);
    }

    /** Returns what follows from a fact. */
    public Step after(Fact fact) {
        if (fact instanceof Fact.Due timer) {
            return phase == Phase.SILENCE ? afterSilence(timer) : afterPing(timer);
        }
        return then(phase == Phase.WRITING ? in(Phase.ANSWER, fact.now(), due) : this);
    }

    private Step afterSilence(Fact.Due timer) {
        if (!timer.reading()) {
            return then(in(Phase.SILENCE, since, timer.now() + interval));
        }
        long silent = timer.now() - timer.receivedAt();
        return silent >= patience ? ping(timer) : then(in(Phase.SILENCE, since, timer.receivedAt() + patience));
    }

    private Step ping(Fact.Due timer) {
        long now = timer.now();
        return new Step(
                new KeepAlive(interval, timeout, Phase.WRITING, patience, now, now, now + untilLooked(timeout), false),
                Action.PING);
    }

    /** Returns the time until the timer is needed again: an answer that has come begins another interval. */
    private long untilLooked(long left) {
        return Math.min(left, interval);
    }

    private Step afterPing(Fact.Due timer) {
        if (timer.receivedAt() - askedAt > 0) {
            long next = interval - (long) (interval / 4 * timer.random());
            return then(new KeepAlive(
                    interval, timeout, Phase.SILENCE, next, askedAt, since, timer.receivedAt() + next, false));
        }
        long now = timer.now();
        boolean taken = phase == Phase.WRITING && timer.progressed();
        if (!timer.reading() || taken) {
            return then(in(phase, now, now + untilLooked(timeout)));
        }
        if (now - due >= timeout) {
            // The timer ran far too late, as on a computer that slept: what the peer has sent since may be lost, and it
            // is asked again.
            return phase == Phase.WRITING ? then(in(phase, now, now + untilLooked(timeout))) : ping(timer);
        }
        long left = since + timeout - now;
        if (left > 0) {
            return then(in(phase, since, now + untilLooked(left)));
        }
        return lastLook
                ? new Step(this, Action.FAIL)
                : then(new KeepAlive(
                        interval, timeout, phase, patience, askedAt, since, now + Math.min(timeout, LAST_LOOK), true));
    }

    private Step then(KeepAlive next) {
        return new Step(next, Action.NOTHING);
    }

    private KeepAlive in(Phase next, long began, long timer) {
        return new KeepAlive(interval, timeout, next, patience, askedAt, began, timer, false);
    }
}
