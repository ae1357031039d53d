package dev.adieu.websocket.impl.connection.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order in which they were given, on another executor and in the context of the thread
 * that began to connect.
 *
 * <p>No task is lost. If the executor throws, as an application's executor does that was shut down before its
 * connections, the fallback runs the task. If the application's context has ended, the task runs without it. If the
 * executor would run a task on the thread that submits it, which may be an event loop, the fallback runs it instead.
 *
 * <p>A thread that waits for the first tasks may {@linkplain #runHere run them itself}, instead of the executor. Then
 * they wait neither for a thread of the executor nor for a lock that the waiting thread holds.
 */
public final class SerialExecutor implements Executor {

    private static final Logger LOGGER = Logger.getLogger(SerialExecutor.class.getName());

    /** Set on a thread while it runs tasks of any of these executors. */
    private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

    private final Executor executor;
    private final Executor fallback;
    private final Executor context;
    private final @Nullable ClassLoader contextClassLoader;
    private final Object lock = new Object();

    /** The tasks that were given after those in {@link #taken}. */
    @GuardedBy("lock")
    private ArrayDeque<Runnable> waiting = new ArrayDeque<>(1);
    /**
     * The tasks that a {@link Drain} is running. Replaced under the lock by the drain, and otherwise used only by it.
     */
    private ArrayDeque<Runnable> taken = new ArrayDeque<>(1);

    /** True while a {@link Drain} is running or submitted; there is one at a time. */
    @GuardedBy("lock")
    private boolean draining;

    /** True while tasks are left to the thread in {@link #runHere}, which may not have arrived there yet. */
    @GuardedBy("lock")
    private boolean leftToCaller;

    /** Run only by the thread in {@link #runHere}, or apart; {@code null} for none. */
    @GuardedBy("lock")
    private @Nullable Runnable forCaller;

    /**
     * Creates an executor.
     *
     * @param executor runs the tasks
     * @param fallback runs the tasks that the executor refuses, and those that are run apart
     * @param context runs a task at once on the calling thread, in the application's context
     * @param contextClassLoader the context class loader of threads while they run tasks
     */
    public SerialExecutor(
            Executor executor, Executor fallback, Executor context, @Nullable ClassLoader contextClassLoader) {
        this.executor = executor;
        this.fallback = fallback;
        this.context = context;
        this.contextClassLoader = contextClassLoader;
    }

    /**
     * Returns whether the calling thread runs a task of one of these executors, and so must not wait for another task
     * of the same. Any thread.
     */
    public static boolean isRunningHere() {
        return RUNNING.get() != null;
    }

    /**
     * Gives up the event loop that the calling thread may have been lent. Call it before anything that may run in a
     * task waits for I/O, which this thread might otherwise have to do itself. Any thread.
     */
    public static void beforeWaiting() {
        if (isRunningHere()) {
            LentLoop.beforeWaiting();
        }
    }

    /** Runs a task behind those given before. Any thread. */
    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            waiting.add(task);
            if (leftToCaller) {
                lock.notifyAll();
                return;
            }
            if (draining) {
                return;
            }
            draining = true;
        }
        new Drain().submit();
    }

    /** Leaves tasks to a thread that is about to {@linkplain #runHere run them}. Call it before the first task. */
    public void leaveToCaller() {
        synchronized (lock) {
            leftToCaller = true;
        }
    }

    /**
     * Runs tasks on the calling thread until a future is done or the given time is over. The executor runs what is left
     * then, and all later tasks. Call it once, after {@link #leaveToCaller}.
     *
     * @throws InterruptedException if the thread is interrupted before the future is done
     */
    public void runHere(CompletableFuture<?> done, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        CompletableFuture<?> wakes = done.whenComplete((result, failure) -> {
            synchronized (lock) {
                lock.notifyAll();
            }
        });
        try {
            for (Runnable task = nextHere(done, deadline); task != null; task = nextHere(done, deadline)) {
                runAll(task);
            }
        } finally {
            wakes.cancel(false);
            leaveToExecutor();
        }
    }

    private @Nullable Runnable nextHere(CompletableFuture<?> done, long deadline) throws InterruptedException {
        synchronized (lock) {
            while (!done.isDone()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!waiting.isEmpty()) {
                    return waiting.poll();
                }
                if (forCaller != null) {
                    return takeForCaller();
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return null;
        }
    }

    @GuardedBy("lock")
    private @Nullable Runnable takeForCaller() {
        Runnable task = forCaller;
        forCaller = null;
        return task;
    }

    private void leaveToExecutor() {
        Runnable missed;
        synchronized (lock) {
            leftToCaller = false;
            missed = takeForCaller();
        }
        if (missed != null) {
            executeApart(missed);
        }
        synchronized (lock) {
            draining = !waiting.isEmpty();
            if (!draining) {
                return;
            }
        }
        new Drain().submit();
    }

    /**
     * Runs a task in the same context, but outside the serial order and on the fallback, so that it waits neither for
     * other tasks nor for a thread. Any thread.
     */
    public void executeApart(Runnable task) {
        fallback.execute(() -> runAll(task));
    }

    /**
     * Runs a task on the thread in {@link #runHere}, or apart if there is none. Any thread.
     *
     * <p>Unlike other tasks it is not left to the executor if that thread goes.
     */
    public void executeForCaller(Runnable task) {
        synchronized (lock) {
            if (leftToCaller) {
                forCaller = task;
                lock.notifyAll();
                return;
            }
        }
        executeApart(task);
    }

    /** Runs everything that waits. */
    private final class Drain implements Runnable {

        /**
         * The submitting thread, as long as it submits. Written by that thread, read by the one that runs this: only if
         * they are the same does the comparison hold.
         */
        private @Nullable Thread giver = Thread.currentThread();

        /** True once this has run: an executor may run a task and throw nevertheless. */
        @GuardedBy("SerialExecutor.this.lock")
        private boolean begun;

        private void submit() {
            try {
                executor.execute(this);
            } catch (RuntimeException | Error e) {
                // RejectedExecutionException, or what an application server throws once the application was stopped.
                runOnFallback();
            } finally {
                giver = null;
            }
        }

        @Override
        public void run() {
            if (Thread.currentThread() == giver) {
                runOnFallback();
            } else {
                runOnce();
            }
        }

        /**
         * Runs on the fallback; once its threads have ended, on the calling thread, which then is the application's.
         */
        private void runOnFallback() {
            try {
                fallback.execute(this::runOnce);
            } catch (RejectedExecutionException e) {
                runOnce();
            }
        }

        private void runOnce() {
            synchronized (lock) {
                if (begun) {
                    return;
                }
                begun = true;
                takeAll();
            }
            runAll(() -> {
                do {
                    for (Runnable task = taken.poll(); task != null; task = taken.poll()) {
                        runLogged(task);
                    }
                } while (takeAll());
            });
        }
    }

    /** Returns whether there were tasks to take. On a busy connection one use of the lock takes many. */
    private boolean takeAll() {
        synchronized (lock) {
            ArrayDeque<Runnable> empty = taken;
            taken = waiting;
            waiting = empty;
            draining = !taken.isEmpty();
            return draining;
        }
    }

    private void runAll(Runnable run) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        boolean nested = isRunningHere();
        thread.setContextClassLoader(contextClassLoader);
        RUNNING.set(true);
        try {
            runInContext(run);
        } finally {
            if (!nested) {
                RUNNING.remove();
            }
            thread.setContextClassLoader(before);
        }
    }

    private void runInContext(Runnable run) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            context.execute(() -> {
                begun.set(true);
                runLogged(run);
            });
        } catch (RuntimeException e) {
            if (begun.get()) {
                LOGGER.log(Level.WARNING, "the application's context could not be left", e);
            } else {
                runLogged(run);
            }
        }
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, "a WebSocket callback threw an exception", t);
        }
    }
}
