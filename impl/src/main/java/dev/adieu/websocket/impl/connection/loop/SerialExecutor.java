package dev.adieu.websocket.impl.connection.loop;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs tasks one at a time, in the order in which they were given, on another executor and in the context of the thread
 * that began to connect. No task is lost because an application's executor was shut down before its connections: the
 * fallback runs it then; nor because the application's context was: the task runs without one.
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
    /** The tasks that {@link #drain} is running. Replaced under the lock, otherwise used by {@link #drain} only. */
    private ArrayDeque<Runnable> taken = new ArrayDeque<>(1);
    /** Whether {@link #drain} is running or was submitted; there is one at a time. Guarded by the lock. */
    private boolean draining;

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
            if (draining) {
                return;
            }
            draining = true;
        }
        submit(this::drain);
    }

    /**
     * Runs a task in the same context, but beside the serial order and on the fallback, so that it has to wait neither
     * for other tasks nor for a thread. Any thread.
     */
    public void executeApart(Runnable task) {
        fallback.execute(() -> runAll(task));
    }

    private void submit(Runnable run) {
        try {
            executor.execute(run);
        } catch (RuntimeException e) {
            // RejectedExecutionException, or what an application server throws once the application was stopped.
            fallback.execute(run);
        }
    }

    private void drain() {
        runAll(() -> {
            while (takeAll()) {
                for (Runnable task = taken.poll(); task != null; task = taken.poll()) {
                    runLogged(task);
                }
            }
        });
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
        thread.setContextClassLoader(contextClassLoader);
        RUNNING.set(true);
        try {
            runInContext(run);
        } finally {
            RUNNING.remove();
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
