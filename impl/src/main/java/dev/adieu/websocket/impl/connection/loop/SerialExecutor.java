package dev.adieu.websocket.impl.connection.loop;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs tasks one at a time and in order on another executor, in the context of whoever began to connect. A task must
 * not be lost because an application's executor was shut down before its connections: then the fallback runs it; nor
 * because its context was: then it runs without.
 */
public final class SerialExecutor implements Executor {

    private static final Logger LOGGER = Logger.getLogger(SerialExecutor.class.getName());

    /** Set while a task runs on this thread. */
    private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

    private final Executor executor;
    private final Executor fallback;
    private final Executor context;
    private final ClassLoader contextClassLoader;
    private final Object lock = new Object();
    /** What is to run after what was taken. Guarded by the lock. */
    private ArrayDeque<Runnable> waiting = new ArrayDeque<>(1);
    /** What {@link #drain} runs now, which alone uses it. Replaced under the lock. */
    private ArrayDeque<Runnable> taken = new ArrayDeque<>(1);
    /** Whether {@link #drain} is running or submitted. Guarded by the lock. */
    private boolean draining;

    /**
     * Runs nothing yet.
     *
     * @param context runs a task at once on the thread that it is given on
     */
    public SerialExecutor(Executor executor, Executor fallback, Executor context, ClassLoader contextClassLoader) {
        this.executor = executor;
        this.fallback = fallback;
        this.context = context;
        this.contextClassLoader = contextClassLoader;
    }

    /** Whether the caller is a task of one of these executors, which must not wait for another of its tasks. */
    public static boolean isRunningHere() {
        return RUNNING.get() != null;
    }

    /** To be called by whoever may be such a task and is going to wait for I/O: it must not wait for this thread. */
    public static void beforeWaiting() {
        if (isRunningHere()) {
            LentLoop.beforeWaiting();
        }
    }

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
     * Runs a task beside the serial order, in the same context, and on the fallback, where it need not wait for a
     * thread.
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

    /** Whether there was something to take: under a busy connection the lock is needed once for many tasks. */
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
