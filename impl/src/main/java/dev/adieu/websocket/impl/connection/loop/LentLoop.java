package dev.adieu.websocket.impl.connection.loop;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An event loop that is lent to the thread which runs the callbacks of what it has read. As long as callbacks are
 * short, that thread, the follower, also reads and writes, and no message has to wait until a thread is woken. The
 * loop's own thread, the owner, never runs a callback. It checks on the follower, and takes the loop back when a
 * callback blocks or computes for long, so that such a callback delays only the callbacks of its own session.
 * {@link LoopOwnership} has the states.
 *
 * <h2>What is overridden in Netty, and what that relies on</h2>
 *
 * <ul>
 *   <li>{@link #inEventLoop(Thread)} is the only place where Netty asks whether a thread is the loop's. Everything that
 *       asserts it, and {@code wakeup}, goes through it.
 *   <li>{@link #run} is called once, on the owner, and returns when the loop has been shut down.
 *   <li>{@link #afterRunningAllTasks} is called once for each time round the loop, behind its I/O and tasks.
 *   <li>{@link #hasTasks} is asked before the loop blocks for I/O; it does not block if that is true.
 *   <li>{@link #execute} is {@link #lazyExecute} and a wake-up of the selector.
 *   <li>{@code runIo} and {@code runAllTasks}, called by the follower, do what {@code run} does in one round: the first
 *       waits for I/O and handles it, the second runs due timers and all tasks.
 *   <li>{@code ioHandler().wakeup()}, from a thread that does not drive the loop, ends {@code runIo}'s wait.
 * </ul>
 */
final class LentLoop extends SingleThreadIoEventLoop {

    private static final Logger LOGGER = Logger.getLogger(LentLoop.class.getName());

    /** The time between two checks of the owner on the follower. */
    private static final long CHECK = TimeUnit.MILLISECONDS.toNanos(2);
    /** Consecutive checks that find the same callbacks blocked before the loop is taken back. */
    private static final int CHECKS_BLOCKED = 2;
    /** The same for callbacks that are running: they may only lack a processor, and so would another thread. */
    private static final int CHECKS_RUNNING = 10;
    /** Consecutive checks that find no new callbacks before the owner sleeps until there are some. */
    private static final int CHECKS_IDLE = 4;
    /** The time without callbacks after which the loop is reclaimed, so that the follower's thread can end. */
    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);

    /** The follower that runs on the current thread. */
    private static final FastThreadLocal<Follower> FOLLOWER = new FastThreadLocal<>();

    private final Executor callbacks;
    private final LoopOwnership ownership = new LoopOwnership();
    /** Callbacks of what was read in this turn. Filled by the driver, emptied by the follower and by the owner. */
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

    private final LendingPause pause;
    /**
     * The thread that joined last. Only a hint: the owner uses it to judge whether callbacks are blocked, and
     * {@link #execute} to save a wake-up. Both tolerate a thread that has lost the loop.
     */
    private volatile @Nullable Thread follower;
    /**
     * The exception that a follower threw while it drove the loop, which ends the owner, too; normally {@code null}.
     */
    private volatile @Nullable Throwable fatal;
    /** Are notified on the loop when it ends because of an exception. Any thread adds and removes. */
    private final Set<Consumer<Throwable>> tenants = ConcurrentHashMap.newKeySet();
    /** Replaces this loop when it ends because of an error. */
    private final Consumer<LentLoop> replace;

    /**
     * Creates a loop that is driven by its own thread.
     *
     * @param replace is called when the loop ends because of an error, before its tenants are notified
     */
    LentLoop(ThreadFactory own, Executor callbacks, LendingPause pause, Consumer<LentLoop> replace) {
        super(null, own, NioIoHandler.newFactory());
        this.callbacks = callbacks;
        this.pause = pause;
        this.replace = replace;
    }

    // Any thread.

    /**
     * Runs a callback of one of the loop's connections. Called by the driver, as a rule, it runs as soon as everything
     * that is there to read has been read; all callbacks of one turn run on one thread as long as none takes long.
     */
    void callBack(Runnable task) {
        if (inEventLoop() && pause.isOver()) {
            due.add(task);
        } else {
            callbacks.execute(task);
        }
    }

    /** Leaves the loop if the calling thread runs its callbacks. Call it before waiting for any event loop. */
    static void beforeWaiting() {
        Follower current = FOLLOWER.getIfExists();
        if (current != null) {
            current.leave();
        }
    }

    /**
     * Adds a listener that is called, on the loop, if the loop ends because of an error. Tasks that it submits still
     * run.
     */
    void addTenant(Consumer<Throwable> tenant) {
        tenants.add(tenant);
    }

    void removeTenant(Consumer<Throwable> tenant) {
        tenants.remove(tenant);
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return ownership.isDriver(thread);
    }

    /** Saves the wake-up if a callback of the follower calls this: no thread is waiting for I/O then. */
    @Override
    public void execute(Runnable task) {
        if (Thread.currentThread() == follower && ownership.state() == LoopOwnership.State.CALLBACKS) {
            lazyExecute(task);
            // The owner may have taken the loop before it could see the task, and be waiting for I/O.
            if (ownership.state() != LoopOwnership.State.CALLBACKS) {
                ioHandler().wakeup();
            }
        } else {
            super.execute(task);
        }
    }

    // The driver.

    /**
     * Returns whether the loop must not block for I/O: also if there are callbacks to run, and if the follower has to
     * give it back. The wake-up for the latter has no effect where an earlier one is still pending; this is asked after
     * that one was used up.
     */
    @Override
    protected boolean hasTasks() {
        return super.hasTasks() || !due.isEmpty() || ownership.state() == LoopOwnership.State.RECLAIMING;
    }

    @Override
    protected void afterRunningAllTasks() {
        super.afterRunningAllTasks();
        if (ownership.isOwner(Thread.currentThread()) && !due.isEmpty()) {
            lend();
        }
    }

    // The owner.

    @Override
    protected void run() {
        ownership.begin();
        try {
            super.run();
        } catch (Throwable t) {
            die(t);
        }
    }

    /**
     * Ends the loop after an error that nothing closer to its cause has caught, such as a lack of memory. Netty would
     * end it without notifying the connections that it drives.
     */
    private void die(Throwable error) {
        LOGGER.log(Level.SEVERE, "an event loop died, and its WebSocket connections end", error);
        if (ownership.state() != LoopOwnership.State.OWN) {
            awaitReturn();
        }
        ownership.resume();
        replace.accept(this);
        for (Consumer<Throwable> tenant : tenants) {
            try {
                tenant.accept(error);
            } catch (Throwable t) {
                LOGGER.log(Level.SEVERE, "a WebSocket connection of an event loop that died was not ended", t);
            }
        }
        passOn();
        shutdownGracefully(0, 0, TimeUnit.SECONDS);
        ioHandler().prepareToDestroy();
        boolean confirmed = false;
        while (!confirmed) {
            // Runs what was submitted.
            confirmed = confirmShutdown();
        }
    }

    private void lend() {
        long turn = ownership.lend();
        try {
            callbacks.execute(new Follower(turn));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            ownership.take(turn);
        }
        awaitReturn();
        ownership.resume();
        passOn();
        if (fatal != null) {
            throw new IllegalStateException("a thread that the event loop was lent to failed while it drove it", fatal);
        }
    }

    private void awaitReturn() {
        // No turn has this number, so that the first check is not counted: it may follow at once.
        long seen = 0;
        int checks = 0;
        while (ownership.state() != LoopOwnership.State.OWN) {
            // Clears an interrupt, with which parking would return at once. None is meant for this thread.
            Thread.interrupted();
            boolean sleeps = checks >= CHECKS_IDLE && ownership.sleep(seen);
            ownership.park(sleeps ? IDLE : CHECK);
            long turn = ownership.turn();
            checks = turn == seen ? checks + 1 : 0;
            seen = turn;
            if (checks >= (isFollowerBlocked() ? CHECKS_BLOCKED : CHECKS_RUNNING) && ownership.take(turn)) {
                pause.begin();
            } else if (sleeps && checks > 0 && ownership.reclaim(turn)) {
                ioHandler().wakeup();
            }
        }
    }

    private boolean isFollowerBlocked() {
        Thread thread = follower;
        return ownership.state() == LoopOwnership.State.CALLBACKS
                && thread != null
                && thread.getState() != Thread.State.RUNNABLE;
    }

    /** Hands the callbacks that the follower did not run to the pool. */
    private void passOn() {
        for (Runnable task = due.poll(); task != null; task = due.poll()) {
            try {
                callbacks.execute(task);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                LOGGER.log(Level.WARNING, "a WebSocket callback was not run: no thread is available for it", e);
            }
        }
    }

    /** One run of a pool thread that the loop is lent to. */
    private final class Follower implements Runnable {

        /** The last turn in which it had the loop. Its own thread only. */
        private long turn;

        Follower(long turn) {
            this.turn = turn;
        }

        @Override
        public void run() {
            if (!ownership.join(turn)) {
                return;
            }
            FOLLOWER.set(this);
            follower = Thread.currentThread();
            try {
                do {
                    runCallbacks();
                } while (drive());
            } finally {
                FOLLOWER.remove();
                // Refused unless a callback threw.
                ownership.leave(turn);
            }
        }

        private void runCallbacks() {
            Runnable task = due.poll();
            while (task != null) {
                task.run();
                task = ownership.runsCallbacks(turn) ? due.poll() : null;
            }
        }

        /** Drives the loop until there are callbacks. Returns whether this thread is to run them. */
        private boolean drive() {
            // A callback may have left it set, and waiting for I/O would end at once.
            Thread.interrupted();
            if (!ownership.drive(turn)) {
                return false;
            }
            boolean callsBack = false;
            try {
                do {
                    // First what the callbacks sent.
                    runAllTasks();
                    runIo();
                    runAllTasks();
                } while (due.isEmpty() && ownership.state() != LoopOwnership.State.RECLAIMING && !isShuttingDown());
                callsBack = !due.isEmpty() && ownership.callBack(turn);
            } catch (Throwable t) {
                fatal = t;
            } finally {
                if (!callsBack) {
                    ownership.giveBack(turn);
                }
            }
            if (callsBack) {
                turn++;
            }
            return callsBack;
        }

        private void leave() {
            if (ownership.leave(turn)) {
                pause.begin();
            }
        }
    }
}
