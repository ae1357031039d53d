package dev.adieu.websocket.impl.connection.loop;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Records which thread drives an event loop: its <em>owner</em>, the thread that Netty started for it, or a
 * <em>follower</em>, a thread of the callbacks' pool that the owner has lent it to. This is the Leader/Followers
 * pattern with one difference: no thread drives the loop while callbacks run, and the owner may take it back at any
 * moment of that time.
 *
 * <pre>
 *         LEND         JOIN              DRIVE             RECLAIM
 *   OWN --------> LENT ------> CALLBACKS --------> BORROWED --------> RECLAIMING
 *    ^             |            |   ^  |             |   |                |
 *    |             |            |   |  |             |   |                |
 *    |    TAKE     |    TAKE    |   |  |  CALL_BACK  |   |                |
 *    +-------------+------------+   +--|-------------+   |                |
 *    |                          LEAVE  |                 |   GIVE_BACK    |
 *    +---------------------------------+-----------------+----------------+
 * </pre>
 *
 * <ul>
 *   <li>OWN: the owner drives the loop.
 *   <li>LENT: no thread drives it; a follower is being started.
 *   <li>CALLBACKS: no thread drives it; the follower runs callbacks.
 *   <li>BORROWED: the follower drives it.
 *   <li>RECLAIMING: the follower drives it, and has to give it back instead of running callbacks.
 * </ul>
 *
 * Every span of LENT or CALLBACKS is a new <em>turn</em> with a number of its own. Each event names the turn that its
 * sender knows and is refused in any other: a follower that lost the loop amid a long callback can do nothing to it
 * later, even if the loop has been lent again meanwhile.
 *
 * <p>State, turn and whether the owner sleeps are one atomic word. {@link #after} computes the next word from the
 * current one and an event, and does nothing else, so that a test can try every interleaving.
 */
final class LoopOwnership {

    /** The word of an event that is not allowed. */
    static final long REFUSED = -1;

    private static final int TURN_SHIFT = 4;
    /** The owner sleeps until callbacks begin or the loop comes back, and has to be woken then. */
    private static final long ASLEEP = 0b1000;

    private static final long STATE_MASK = 0b0111;

    enum State {
        OWN,
        LENT,
        CALLBACKS,
        BORROWED,
        RECLAIMING;

        private static final State[] ALL = values();
    }

    enum Event {
        /** By the owner: the loop is there for a follower. Begins a turn. */
        LEND(State.LENT, State.OWN),
        /** By the follower, once: it begins to run callbacks. */
        JOIN(State.CALLBACKS, State.LENT),
        /** By the follower: its callbacks have returned, and it drives the loop. */
        DRIVE(State.BORROWED, State.CALLBACKS),
        /** By the follower: it has read something and runs callbacks. Begins a turn. */
        CALL_BACK(State.CALLBACKS, State.BORROWED),
        /** By the follower: it stops driving the loop. */
        GIVE_BACK(State.OWN, State.BORROWED, State.RECLAIMING),
        /** By the follower: amid a callback it is going to block. */
        LEAVE(State.OWN, State.CALLBACKS),
        /** By the owner: it waits no longer for callbacks. */
        TAKE(State.OWN, State.LENT, State.CALLBACKS),
        /** By the owner: there have been no callbacks for a while, and it sleeps until there are. */
        SLEEP(State.BORROWED, State.BORROWED),
        /** By the owner: the follower has to give the loop back. */
        RECLAIM(State.RECLAIMING, State.BORROWED);

        private final State to;
        private final Set<State> from;

        Event(State to, State first, State... more) {
            this.to = to;
            this.from = EnumSet.of(first, more);
        }

        private boolean beginsTurn() {
            return this == LEND || this == CALL_BACK;
        }
    }

    private final AtomicLong word = new AtomicLong(State.OWN.ordinal());
    /** Written once, by the owner, before another thread knows the loop. */
    private volatile @Nullable Thread owner;
    /**
     * The thread that drives the loop, or {@code null}. Written only by the thread that drives: the owner in OWN, the
     * follower in BORROWED and RECLAIMING; each clears it before it lets go of the loop.
     */
    private volatile @Nullable Thread driver;

    static State stateOf(long word) {
        return State.ALL[(int) (word & STATE_MASK)];
    }

    static long turnOf(long word) {
        return word >> TURN_SHIFT;
    }

    static boolean isAsleep(long word) {
        return (word & ASLEEP) != 0;
    }

    /** Returns the word after an event that was sent in a turn, or {@link #REFUSED}. */
    static long after(long word, Event event, long turn) {
        if (turnOf(word) != turn || !event.from.contains(stateOf(word))) {
            return REFUSED;
        }
        long next = event.beginsTurn() ? turn + 1 : turn;
        return next << TURN_SHIFT | (event == Event.SLEEP ? ASLEEP : 0) | event.to.ordinal();
    }

    /** Returns the word before the event, or {@link #REFUSED}. */
    private long happens(Event event, long turn) {
        while (true) {
            long now = word.get();
            long next = after(now, event, turn);
            if (next == REFUSED || word.compareAndSet(now, next)) {
                return next == REFUSED ? REFUSED : now;
            }
        }
    }

    // Any thread.

    boolean isOwner(Thread thread) {
        return thread == owner;
    }

    boolean isDriver(Thread thread) {
        return thread == driver;
    }

    State state() {
        return stateOf(word.get());
    }

    long turn() {
        return turnOf(word.get());
    }

    /** Returns whether the callbacks of a turn may go on: the loop has not been taken. */
    boolean runsCallbacks(long turn) {
        long now = word.get();
        return turnOf(now) == turn && stateOf(now) == State.CALLBACKS;
    }

    // The owner.

    /** Makes the calling thread the owner, which drives the loop. */
    void begin() {
        owner = Thread.currentThread();
        driver = owner;
    }

    /** Lends the loop. Returns the number of the turn that begins. */
    long lend() {
        driver = null;
        return turnOf(happens(Event.LEND, turn())) + 1;
    }

    /** Takes the loop back, unless that turn has ended or its callbacks have. Returns whether it did. */
    boolean take(long turn) {
        return happens(Event.TAKE, turn) != REFUSED;
    }

    /**
     * Has {@link #park} woken when callbacks begin or the loop comes back. Returns whether it will be: not if either
     * has happened already.
     */
    boolean sleep(long turn) {
        return happens(Event.SLEEP, turn) != REFUSED;
    }

    /** Asks the follower to give the loop back. Returns whether it drives the loop, and so has to be woken up. */
    boolean reclaim(long turn) {
        return happens(Event.RECLAIM, turn) != REFUSED;
    }

    /** Waits until it is woken or the time is over. */
    void park(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    /** Drives again, after the loop came back. */
    void resume() {
        driver = owner;
    }

    // The follower.

    /** Begins the turn that the follower was started for. Returns whether it may. */
    boolean join(long turn) {
        return happens(Event.JOIN, turn) != REFUSED;
    }

    /** Drives the loop, unless it was taken. Returns whether it does. */
    boolean drive(long turn) {
        boolean drives = happens(Event.DRIVE, turn) != REFUSED;
        if (drives) {
            driver = Thread.currentThread();
        }
        return drives;
    }

    /** Begins to run callbacks, unless the loop was reclaimed. Returns whether it may; the next turn has begun then. */
    boolean callBack(long turn) {
        driver = null;
        long before = happens(Event.CALL_BACK, turn);
        if (before != REFUSED && isAsleep(before)) {
            LockSupport.unpark(owner);
        }
        return before != REFUSED;
    }

    /** Gives the loop back. */
    void giveBack(long turn) {
        driver = null;
        happens(Event.GIVE_BACK, turn);
        LockSupport.unpark(owner);
    }

    /** Leaves the loop to the owner amid callbacks. Returns whether the follower still had it. */
    boolean leave(long turn) {
        boolean left = happens(Event.LEAVE, turn) != REFUSED;
        if (left) {
            LockSupport.unpark(owner);
        }
        return left;
    }
}
