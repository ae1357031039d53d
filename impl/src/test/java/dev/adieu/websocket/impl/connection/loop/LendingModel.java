package dev.adieu.websocket.impl.connection.loop;

import dev.adieu.websocket.impl.connection.loop.LoopOwnership.Event;
import dev.adieu.websocket.impl.connection.loop.LoopOwnership.State;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A loop that is lent, with everything that its threads share, each atomic step of theirs being one method call: the
 * word of {@link LoopOwnership}, which decides here as it does there, the owner's permit of {@code LockSupport}, the
 * queues, and the two flags by which Netty wakes a selector. No other thread sees what a thread does between two steps.
 */
final class LendingModel {

    /** A mistake that the exploration has to find, to show that it looks closely enough. */
    enum Mistake {
        /** The owner is not woken when callbacks begin while it sleeps. */
        SLEEPING_OWNER_IS_NOT_WOKEN,
        /** A callback's task does not wake the loop, even if the owner has taken it meanwhile. */
        TASK_IS_NOT_CHECKED_AGAIN,
        /** A follower that is to give the loop back may wait for I/O. */
        RECLAIMED_FOLLOWER_MAY_BLOCK,
        /** The owner forgets the callbacks that the follower left. */
        CALLBACKS_ARE_NOT_PASSED_ON,
        /** Events are allowed in any turn. */
        TURNS_ARE_NOT_CHECKED
    }

    /** The next step of the owner, which drives the loop in those before WATCH. */
    private enum Owner {
        STRATEGY,
        CLEAR,
        CHECK,
        SELECT,
        WAKE_AGAIN,
        READ,
        TASKS,
        LEND,
        WATCH,
        PARK,
        SLEEP,
        DECIDE,
        DECIDE_AFTER_SLEEP,
        WAKE_FLAG,
        WAKE_SELECTOR,
        PASS_ON
    }

    /** The next step of a follower, which drives the loop from FIRST_TASKS to GIVE_BACK. */
    private enum Follower {
        NOT_STARTED,
        JOIN,
        POLL,
        RUN,
        POST_QUEUE,
        POST_CHECK,
        POST_FLAG,
        POST_SELECTOR,
        LEAVE_UNPARK,
        NEXT,
        DRIVE,
        FIRST_TASKS,
        STRATEGY,
        CLEAR,
        CHECK,
        SELECT,
        WAKE_AGAIN,
        READ,
        LAST_TASKS,
        AGAIN,
        CALL_BACK,
        GIVE_BACK,
        CALL_BACK_UNPARK,
        GIVE_BACK_UNPARK,
        BLOCKED,
        ENDED
    }

    private static final int FOLLOWERS = 2;

    private static final int WORD = 0;
    private static final int PERMIT = 1;
    private static final int TO_COME = 2;
    private static final int READABLE = 3;
    private static final int DUE = 4;
    private static final int TASKS = 5;
    private static final int TO_POST = 6;
    private static final int MAY_BLOCK = 7;
    private static final int WAKEN_UP = 8;
    private static final int SELECTOR_WOKEN = 9;
    private static final int OWNER = 10;
    private static final int SEEN = 11;
    private static final int FOLLOWER = 12;
    private static final int SIZE = FOLLOWER + 2 * FOLLOWERS;

    private final Set<Mistake> mistakes;
    private final byte[] world;

    /** Messages come one by one, callbacks post so many tasks, and so many of them never return. */
    LendingModel(int messages, int posts, int blocking, Mistake... mistakes) {
        this.mistakes = EnumSet.noneOf(Mistake.class);
        this.mistakes.addAll(Arrays.asList(mistakes));
        this.world = new byte[SIZE];
        world[TO_COME] = (byte) messages;
        world[TO_POST] = (byte) posts;
        world[MAY_BLOCK] = (byte) blocking;
    }

    private LendingModel(LendingModel other) {
        this.mistakes = other.mistakes;
        this.world = other.world.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LendingModel model && Arrays.equals(world, model.world);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(world).hashCode();
    }

    State state() {
        return LoopOwnership.stateOf(world[WORD]);
    }

    /** Returns whether nothing that came or was posted is left. */
    boolean isDone() {
        return world[READABLE] == 0 && world[DUE] == 0 && world[TASKS] == 0;
    }

    /** Returns how many threads act as if the loop were theirs. */
    int drivers() {
        return (ownerDrives() ? 1 : 0)
                + (int) IntStream.range(0, FOLLOWERS).filter(this::drives).count();
    }

    /** Returns whether each thread that acts as if the loop were its own has it, in its own turn. */
    boolean isDrivenByWhomItBelongsTo() {
        return (!ownerDrives() || state() == State.OWN)
                && IntStream.range(0, FOLLOWERS)
                        .filter(this::drives)
                        .allMatch(
                                i -> turnOf(i) == turn() && (state() == State.BORROWED || state() == State.RECLAIMING));
    }

    private boolean ownerDrives() {
        return owner().compareTo(Owner.WATCH) < 0 || owner() == Owner.PASS_ON;
    }

    private boolean drives(int i) {
        Follower at = follower(i);
        return at.compareTo(Follower.FIRST_TASKS) >= 0 && at.compareTo(Follower.GIVE_BACK) <= 0;
    }

    @Override
    public String toString() {
        return "owner at " + owner() + ", followers at " + follower(0) + " and " + follower(1) + ", " + state()
                + " in turn " + LoopOwnership.turnOf(world[WORD]) + ", " + Arrays.toString(world);
    }

    // Steps.

    /**
     * Returns the states that the possible steps lead to. A slow step takes a second or needs something from outside.
     */
    void steps(Consumer<LendingModel> fast, Consumer<LendingModel> slow) {
        if (world[TO_COME] > 0) {
            step(slow, next -> {
                next.world[TO_COME]--;
                next.world[READABLE]++;
            });
        }
        owner(fast, slow);
        for (int i = 0; i < FOLLOWERS; i++) {
            follower(i, fast);
        }
    }

    private void step(Consumer<LendingModel> to, Consumer<LendingModel> change) {
        LendingModel next = new LendingModel(this);
        change.accept(next);
        to.accept(next);
    }

    private boolean happens(Event event, long turn) {
        long word = world[WORD];
        long known = mistakes.contains(Mistake.TURNS_ARE_NOT_CHECKED) ? LoopOwnership.turnOf(word) : turn;
        long after = LoopOwnership.after(word, event, known);
        if (after == LoopOwnership.REFUSED) {
            return false;
        }
        world[WORD] = (byte) after;
        if (world[WORD] != after) {
            throw new AssertionError("too many turns for this model");
        }
        return true;
    }

    private long turn() {
        return LoopOwnership.turnOf(world[WORD]);
    }

    private boolean hasTasks() {
        return world[TASKS] > 0
                || world[DUE] > 0
                || state() == State.RECLAIMING && !mistakes.contains(Mistake.RECLAIMED_FOLLOWER_MAY_BLOCK);
    }

    private boolean isSelectable() {
        return world[SELECTOR_WOKEN] == 1 || world[READABLE] > 0;
    }

    private void read() {
        world[DUE] += world[READABLE];
        world[READABLE] = 0;
    }

    // The owner.

    private Owner owner() {
        return Owner.values()[world[OWNER]];
    }

    private void owner(Consumer<LendingModel> fast, Consumer<LendingModel> slow) {
        switch (owner()) {
            case STRATEGY ->
                owner(fast, hasTasks() ? Owner.READ : Owner.CLEAR, next -> {
                    if (hasTasks()) {
                        next.world[SELECTOR_WOKEN] = 0;
                    }
                });
            case CLEAR -> owner(fast, Owner.CHECK, next -> next.world[WAKEN_UP] = 0);
            case CHECK ->
                checkBeforeBlocking(
                        fast, (to, blocks) -> to.world[OWNER] = (byte) (blocks ? Owner.SELECT : Owner.READ).ordinal());
            case SELECT -> {
                if (isSelectable()) {
                    owner(fast, Owner.WAKE_AGAIN, next -> next.world[SELECTOR_WOKEN] = 0);
                }
            }
            case WAKE_AGAIN -> owner(fast, Owner.READ, next -> next.world[SELECTOR_WOKEN] |= next.world[WAKEN_UP]);
            case READ -> owner(fast, Owner.TASKS, LendingModel::read);
            case TASKS -> owner(fast, Owner.LEND, next -> next.world[TASKS] = 0);
            case LEND -> {
                if (world[DUE] == 0) {
                    owner(fast, Owner.STRATEGY, next -> {});
                } else {
                    owner(fast, Owner.WATCH, LendingModel::lend);
                }
            }
            case WATCH -> {
                if (state() == State.OWN) {
                    owner(fast, Owner.PASS_ON, next -> {});
                } else {
                    owner(fast, Owner.PARK, next -> {});
                    // As if there had been enough checks without a new turn.
                    LendingModel sleeps = new LendingModel(this);
                    if (sleeps.happens(Event.SLEEP, world[SEEN])) {
                        sleeps.world[OWNER] = (byte) Owner.SLEEP.ordinal();
                        fast.accept(sleeps);
                    }
                }
            }
            case PARK -> owner(fast, Owner.DECIDE, next -> next.world[PERMIT] = 0);
            case SLEEP ->
                owner(world[PERMIT] == 1 ? fast : slow, Owner.DECIDE_AFTER_SLEEP, next -> next.world[PERMIT] = 0);
            case DECIDE, DECIDE_AFTER_SLEEP -> decide(fast);
            case WAKE_FLAG ->
                owner(fast, world[WAKEN_UP] == 0 ? Owner.WAKE_SELECTOR : Owner.WATCH, next -> next.world[WAKEN_UP] = 1);
            case WAKE_SELECTOR -> owner(fast, Owner.WATCH, next -> next.world[SELECTOR_WOKEN] = 1);
            case PASS_ON ->
                owner(fast, Owner.STRATEGY, next -> {
                    if (!mistakes.contains(Mistake.CALLBACKS_ARE_NOT_PASSED_ON)) {
                        next.world[DUE] = 0;
                    }
                });
        }
    }

    private void owner(Consumer<LendingModel> to, Owner at, Consumer<LendingModel> change) {
        step(to, next -> {
            change.accept(next);
            next.world[OWNER] = (byte) at.ordinal();
        });
    }

    private void lend() {
        happens(Event.LEND, turn());
        world[SEEN] = 0;
        for (int i = 0; i < FOLLOWERS; i++) {
            if (follower(i) == Follower.NOT_STARTED || follower(i) == Follower.ENDED) {
                follower(i, Follower.JOIN, turn());
                return;
            }
        }
        // The pool refuses.
        happens(Event.TAKE, turn());
    }

    private void decide(Consumer<LendingModel> fast) {
        boolean sameTurn = turn() == world[SEEN];
        owner(fast, Owner.WATCH, next -> next.world[SEEN] = (byte) turn());
        if (sameTurn) {
            step(fast, next -> {
                boolean reclaims = !next.happens(Event.TAKE, turn())
                        && owner() == Owner.DECIDE_AFTER_SLEEP
                        && next.happens(Event.RECLAIM, turn());
                next.world[OWNER] = (byte) (reclaims ? Owner.WAKE_FLAG : Owner.WATCH).ordinal();
            });
        }
    }

    @FunctionalInterface
    private interface BlocksOrNot {
        void go(LendingModel to, boolean blocks);
    }

    /**
     * Models the check before blocking: Netty does not block if it can set the flag; if it cannot, the thread that did
     * is about to wake the selector.
     */
    private void checkBeforeBlocking(Consumer<LendingModel> fast, BlocksOrNot then) {
        boolean blocks = !hasTasks() || world[WAKEN_UP] == 1;
        step(fast, next -> {
            if (!blocks) {
                next.world[WAKEN_UP] = 1;
                next.world[SELECTOR_WOKEN] = 0;
            }
            then.go(next, blocks);
        });
    }

    // A follower.

    private Follower follower(int i) {
        return Follower.values()[world[FOLLOWER + 2 * i]];
    }

    private long turnOf(int i) {
        return world[FOLLOWER + 2 * i + 1];
    }

    private void follower(int i, Follower at, long turn) {
        world[FOLLOWER + 2 * i] = (byte) at.ordinal();
        world[FOLLOWER + 2 * i + 1] = (byte) turn;
    }

    private void go(Consumer<LendingModel> fast, int i, Follower at, Consumer<LendingModel> change) {
        step(fast, next -> {
            change.accept(next);
            next.follower(i, at, at == Follower.ENDED ? 0 : next.turnOf(i));
        });
    }

    private void tries(Consumer<LendingModel> fast, int i, Event event, Follower yes, Follower no) {
        step(fast, next -> {
            boolean may = next.happens(event, turnOf(i));
            next.follower(
                    i,
                    may ? yes : no,
                    !may && no == Follower.ENDED ? 0 : turnOf(i) + (event == Event.CALL_BACK && may ? 1 : 0));
        });
    }

    private void follower(int i, Consumer<LendingModel> fast) {
        switch (follower(i)) {
            case NOT_STARTED, BLOCKED, ENDED -> {}
            case JOIN -> tries(fast, i, Event.JOIN, Follower.POLL, Follower.ENDED);
            case POLL ->
                go(
                        fast,
                        i,
                        world[DUE] > 0 ? Follower.RUN : Follower.DRIVE,
                        next -> next.world[DUE] = (byte) Math.max(0, world[DUE] - 1));
            case RUN -> callback(i, fast);
            case POST_QUEUE -> go(fast, i, Follower.POST_CHECK, next -> next.world[TASKS]++);
            case POST_CHECK ->
                go(
                        fast,
                        i,
                        state() == State.CALLBACKS || mistakes.contains(Mistake.TASK_IS_NOT_CHECKED_AGAIN)
                                ? Follower.NEXT
                                : Follower.POST_FLAG,
                        next -> {});
            case POST_FLAG ->
                go(
                        fast,
                        i,
                        world[WAKEN_UP] == 0 ? Follower.POST_SELECTOR : Follower.NEXT,
                        next -> next.world[WAKEN_UP] = 1);
            case POST_SELECTOR -> go(fast, i, Follower.NEXT, next -> next.world[SELECTOR_WOKEN] = 1);
            case LEAVE_UNPARK -> go(fast, i, Follower.BLOCKED, next -> next.world[PERMIT] = 1);
            case NEXT ->
                go(
                        fast,
                        i,
                        state() == State.CALLBACKS && turn() == turnOf(i) ? Follower.POLL : Follower.DRIVE,
                        next -> {});
            case DRIVE -> tries(fast, i, Event.DRIVE, Follower.FIRST_TASKS, Follower.ENDED);
            case FIRST_TASKS -> go(fast, i, Follower.STRATEGY, next -> next.world[TASKS] = 0);
            case STRATEGY ->
                go(fast, i, hasTasks() ? Follower.READ : Follower.CLEAR, next -> {
                    if (hasTasks()) {
                        next.world[SELECTOR_WOKEN] = 0;
                    }
                });
            case CLEAR -> go(fast, i, Follower.CHECK, next -> next.world[WAKEN_UP] = 0);
            case CHECK ->
                checkBeforeBlocking(
                        fast, (to, blocks) -> to.follower(i, blocks ? Follower.SELECT : Follower.READ, turnOf(i)));
            case SELECT -> {
                if (isSelectable()) {
                    go(fast, i, Follower.WAKE_AGAIN, next -> next.world[SELECTOR_WOKEN] = 0);
                }
            }
            case WAKE_AGAIN -> go(fast, i, Follower.READ, next -> next.world[SELECTOR_WOKEN] |= next.world[WAKEN_UP]);
            case READ -> go(fast, i, Follower.LAST_TASKS, LendingModel::read);
            case LAST_TASKS -> go(fast, i, Follower.AGAIN, next -> next.world[TASKS] = 0);
            case AGAIN ->
                go(
                        fast,
                        i,
                        world[DUE] > 0
                                ? Follower.CALL_BACK
                                : state() == State.RECLAIMING ? Follower.GIVE_BACK : Follower.FIRST_TASKS,
                        next -> {});
            case CALL_BACK -> {
                boolean wakes = LoopOwnership.isAsleep(world[WORD]);
                tries(fast, i, Event.CALL_BACK, wakes ? Follower.CALL_BACK_UNPARK : Follower.POLL, Follower.GIVE_BACK);
            }
            case CALL_BACK_UNPARK ->
                go(fast, i, Follower.POLL, next -> {
                    if (!mistakes.contains(Mistake.SLEEPING_OWNER_IS_NOT_WOKEN)) {
                        next.world[PERMIT] = 1;
                    }
                });
            case GIVE_BACK -> tries(fast, i, Event.GIVE_BACK, Follower.GIVE_BACK_UNPARK, Follower.GIVE_BACK);
            case GIVE_BACK_UNPARK -> go(fast, i, Follower.ENDED, next -> next.world[PERMIT] = 1);
        }
    }

    /**
     * Models a callback: it returns; or it posts a task to the loop first; or it blocks for ever, with or without
     * leaving the loop.
     */
    private void callback(int i, Consumer<LendingModel> fast) {
        go(fast, i, Follower.NEXT, next -> {});
        if (world[TO_POST] > 0) {
            // The task is posted without a wake-up if the callbacks still have the loop, otherwise with one.
            go(fast, i, Follower.POST_QUEUE, next -> next.world[TO_POST]--);
        }
        if (world[MAY_BLOCK] > 0) {
            go(fast, i, Follower.BLOCKED, next -> next.world[MAY_BLOCK]--);
            step(fast, next -> {
                next.world[MAY_BLOCK]--;
                boolean left = next.happens(Event.LEAVE, turnOf(i));
                next.follower(i, left ? Follower.LEAVE_UNPARK : Follower.BLOCKED, turnOf(i));
            });
        }
    }
}
