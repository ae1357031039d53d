package dev.adieu.websocket.impl.connection.loop;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An event loop that is lent to the thread which runs the callbacks of what it has read: as long as those are short,
 * that thread goes on reading and writing, and no message has to wait until a thread is woken. The loop's own thread
 * never runs a callback. It looks on, and takes the loop back as soon as a callback takes its time, so that a callback
 * which blocks holds up nothing but the callbacks of its session.
 */
public final class LentLoop extends SingleThreadIoEventLoop {

    private static final Logger LOGGER = Logger.getLogger(LentLoop.class.getName());

    /** How often the own thread looks. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(2);
    /** A callback takes its time that waits for something at so many looks in a row. */
    private static final int LOOKS_AT_WAITING = 2;
    /** Likewise if it runs; it may only lack a processor, which another thread would lack as well. */
    private static final int LOOKS_AT_RUNNING = 10;
    /** After so many looks without a callback the own thread rests until there is one. */
    private static final int LOOKS_AT_NONE = 4;
    /** If there was none for so long, it takes the loop back, so that the thread of the callbacks can end. */
    private static final long REST = TimeUnit.SECONDS.toNanos(1);

    /** The loop that the current thread helps with. */
    private static final FastThreadLocal<LentLoop> HELPED = new FastThreadLocal<>();

    private final Executor callbacks;
    private final Helm helm = new Helm();
    /** Callbacks of what was read in this turn. Who steers adds to it. */
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

    private final LendingPause pause;
    /** The thread that helps, or did; {@code null} while one is being woken for it. */
    private volatile Thread helper;

    LentLoop(ThreadFactory own, Executor callbacks, LendingPause pause) {
        super(null, own, NioIoHandler.newFactory());
        this.callbacks = callbacks;
        this.pause = pause;
    }

    /**
     * Runs callbacks of one of the loop's connections: what is read in one turn as soon as that has been read, on one
     * thread while it goes quickly.
     */
    void callBack(Runnable task) {
        if (inEventLoop() && pause.isOver()) {
            due.add(task);
        } else {
            callbacks.execute(task);
        }
    }

    /** To be called by whoever may be a callback and is going to wait for what some event loop does. */
    static void beforeWaiting() {
        LentLoop helped = HELPED.getIfExists();
        if (helped != null && helped.helm.leave()) {
            helped.pause.begin();
        }
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return helm.isSteeredBy(thread);
    }

    @Override
    protected void run() {
        helm.begin();
        super.run();
    }

    /** The loop must not wait for I/O while there are callbacks to run. */
    @Override
    protected boolean hasTasks() {
        return super.hasTasks() || !due.isEmpty();
    }

    /** What a callback leaves to the loop need not wake it: the loop is not waiting. */
    @Override
    public void execute(Runnable task) {
        if (Thread.currentThread() == helper && helm.runsCallbacks()) {
            lazyExecute(task);
            // The own thread may have taken the loop between, and be waiting.
            if (!helm.runsCallbacks()) {
                ioHandler().wakeup();
            }
        } else {
            super.execute(task);
        }
    }

    @Override
    protected void afterRunningAllTasks() {
        super.afterRunningAllTasks();
        if (helm.isOwn(Thread.currentThread()) && !due.isEmpty()) {
            lend();
        }
    }

    // The own thread.

    private void lend() {
        helper = null;
        helm.lend();
        try {
            callbacks.execute(this::help);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            helm.take();
        }
        awaitReturn();
        helm.goOn();
        passOn();
    }

    private void awaitReturn() {
        long seen = 0;
        int looks = 0;
        while (!helm.isWithOwn()) {
            // Nobody has a reason to interrupt this thread, and it must not spin.
            Thread.interrupted();
            boolean rests = looks >= LOOKS_AT_NONE && !helm.runsCallbacks();
            if (rests) {
                helm.rest(seen, REST);
            } else {
                helm.await(LOOK);
            }
            long turns = helm.turns();
            looks = turns == seen ? looks + 1 : 0;
            seen = turns;
            if (looks >= (isHelperWaiting() ? LOOKS_AT_WAITING : LOOKS_AT_RUNNING) && helm.take()) {
                pause.begin();
            } else if (rests && looks > 0 && helm.recall()) {
                ioHandler().wakeup();
            }
        }
    }

    private boolean isHelperWaiting() {
        Thread thread = helper;
        return thread != null && thread.getState() != Thread.State.RUNNABLE;
    }

    /** What the helper did not come to. */
    private void passOn() {
        for (Runnable task = due.poll(); task != null; task = due.poll()) {
            try {
                callbacks.execute(task);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                LOGGER.log(Level.WARNING, "a WebSocket callback was not run: there is no thread for it", e);
            }
        }
    }

    // The helper.

    private void help() {
        HELPED.set(this);
        helper = Thread.currentThread();
        try {
            do {
                runDue();
            } while (steer());
        } finally {
            HELPED.remove();
        }
    }

    private void runDue() {
        for (Runnable task = due.poll(); task != null; task = due.poll()) {
            task.run();
        }
    }

    /** Steers until there are callbacks to run. Whether this thread is to run them. */
    private boolean steer() {
        // A callback may have left it, and waiting for I/O would end at once.
        Thread.interrupted();
        if (!helm.steer()) {
            return false;
        }
        boolean runsCallbacks = false;
        try {
            do {
                // First what the callbacks sent.
                runAllTasks();
                runIo();
                runAllTasks();
            } while (due.isEmpty() && !helm.isRecalled() && !isShuttingDown());
            runsCallbacks = !due.isEmpty() && helm.callBack();
        } finally {
            if (!runsCallbacks) {
                helm.giveBack();
            }
        }
        return runsCallbacks;
    }
}
