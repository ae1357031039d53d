package dev.adieu.websocket.impl.connection.loop;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs tasks one at a time, in the order in which they were given, on another executor and in the context of the thread
 * that began to connect.
 *
 * <p>No task is lost because the executor throws: the fallback runs it then, as after an application's executor was
 * shut down before its connections. Nor because the application's context has ended: the task runs without one. An
 * executor that runs tasks on the thread which gives them is not let do so, since that may be an event loop; the
 * fallback runs them.
 *
 * <p>A thread that waits for the first tasks may {@linkplain #runHere run them itself}, instead of the executor. So
 * they neither wait for a thread of the executor nor for a lock that the waiting thread holds.
 */
public final class SerialExecutor implements Executor {

    private static final Logger LOGGER = Logger.getLogger(SerialExecutor.class.getName());

    /** Set on a thread while it runs tasks of any of these executors. */
    private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

    private final Executor executor;
    private final Executor fallback;
    private final Executor context;
    private final ClassLoader contextClassLoader;
    private final Object lock = new Object();
    /** The tasks that were given after those in {@link #taken}. Guarded by the lock. */
    private ArrayDeque<Runnable> waiting = new ArrayDeque<>(1);
    /** The tasks that a {@link Drain} is running. Replaced under the lock, otherwise used by that only. */
    private ArrayDeque<Runnable> taken = new ArrayDeque<>(1);
    /** Whether a {@link Drain} is running or was submitted; there is one at a time. Guarded by the lock. */
    private boolean draining;
    /** Whether tasks are left to the thread in {@link #runHere}, which may not have come yet. Guarded by the lock. */
    private boolean leftToCaller;

    /**
     * Creates an executor.
     *
     * @param executor runs the tasks
     * @param fallback runs the tasks that the executor refuses, and those that are run apart
     * @param context runs a task at once on the calling thread, in the application's context
     * @param contextClassLoader the context class loader of threads while they run tasks
     */
    public SerialExecutor(Executor executor, Executor fallback, Executor context, ClassLoader contextClassLoader) {
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
     * Lets go of the event loop that the calling thread may have been lent. To be called before a task, or what may be
     * one, waits for I/O: that might be this thread's to do. Any thread.
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

    /** Has tasks wait for a thread that is about to {@linkplain #runHere run them}. Before the first task. */
    public void leaveToCaller() {
        synchronized (lock) {
            leftToCaller = true;
        }
    }

    /**
     * Runs tasks on the calling thread until a future is done or so many nanoseconds are over. What is left then, and
     * all later tasks, are the executor's. To be called once, after {@link #leaveToCaller}.
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

    private Runnable nextHere(CompletableFuture<?> done, long deadline) throws InterruptedException {
        synchronized (lock) {
            while (!done.isDone()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!waiting.isEmpty()) {
                    return waiting.poll();
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

    private void leaveToExecutor() {
        synchronized (lock) {
            leftToCaller = false;
            draining = !waiting.isEmpty();
            if (!draining) {
                return;
            }
        }
        new Drain().submit();
    }

    /**
     * Runs a task in the same context, but beside the serial order and on the fallback, so that it has to wait neither
     * for other tasks nor for a thread. Any thread.
     */
    public void executeApart(Runnable task) {
        fallback.execute(() -> runAll(task));
    }

    /** One run over everything that waits. */
    private final class Drain implements Runnable {

        /**
         * The thread that gives this to the executor, while it does. Read by whoever runs it, written by that thread.
         */
        private Thread giver = Thread.currentThread();
        /** Whether it has run: an executor may run what it was given and throw nevertheless. Guarded by the lock. */
        private boolean begun;

        private void submit() {
            try {
                executor.execute(this);
            } catch (RuntimeException | Error e) {
                // RejectedExecutionException, or what an application server throws once the application was stopped.
                fallback.execute(this::runOnce);
            } finally {
                giver = null;
            }
        }

        @Override
        public void run() {
            if (Thread.currentThread() == giver) {
                fallback.execute(this::runOnce);
            } else {
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
            LOGGER.log(Level.WARNING, "a WebSocket callback threw", t);
        }
    }
}
