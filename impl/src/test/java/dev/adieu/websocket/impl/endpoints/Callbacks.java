package dev.adieu.websocket.impl.endpoints;

import java.lang.reflect.Method;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.glassfish.concurro.AbstractManagedExecutorService;
import org.glassfish.concurro.ManagedExecutorServiceImpl;
import org.glassfish.concurro.ManagedThreadFactoryImpl;

/** An executor that callbacks are given to, and the thread that calls a method that waits. */
abstract class Callbacks implements Executor, AutoCloseable {

    private final String name;

    Callbacks(String name) {
        this.name = name;
    }

    /** Runs the method that waits. */
    void call(Runnable method) {
        Thread caller = new Thread(method, "caller");
        caller.setDaemon(true);
        caller.start();
    }

    /** Returns whether it runs tasks while the thread that {@link #call} uses waits. */
    boolean runsMeanwhile() {
        return true;
    }

    /** Runs at last what has not run, so that nothing stays behind. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return name;
    }

    private static Callbacks of(String name, Executor executor) {
        return new Callbacks(name) {
            @Override
            public void execute(Runnable task) {
                executor.execute(task);
            }
        };
    }

    /** Has one thread, which the caller is. */
    private static Callbacks saturated() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        return pool("saturated by the caller", one, false, one::shutdown);
    }

    /** Takes tasks and does not run them. */
    private static Callbacks neverRunning() {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        return new Callbacks("never running") {
            private volatile boolean over;

            @Override
            boolean runsMeanwhile() {
                return false;
            }

            @Override
            public void execute(Runnable task) {
                tasks.add(task);
                if (over) {
                    close();
                }
            }

            @Override
            public void close() {
                over = true;
                new Thread(() -> {
                            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                                task.run();
                            }
                        })
                        .start();
            }
        };
    }

    private static Callbacks pool(String name, ExecutorService pool) {
        return pool(name, pool, true, pool::shutdown);
    }

    private static Callbacks pool(String name, Executor pool, boolean runsMeanwhile, Runnable end) {
        return new Callbacks(name) {
            @Override
            public void execute(Runnable task) {
                pool.execute(task);
            }

            @Override
            void call(Runnable method) {
                pool.execute(method);
            }

            @Override
            boolean runsMeanwhile() {
                return runsMeanwhile;
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }

    /** Returns the executor of an application server (Concurro, which GlassFish has). */
    private static Callbacks managed(String name, int threads) {
        ManagedExecutorServiceImpl service = new ManagedExecutorServiceImpl(
                "managed",
                new ManagedThreadFactoryImpl("managed"),
                0,
                false,
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                0,
                Integer.MAX_VALUE,
                null,
                AbstractManagedExecutorService.RejectPolicy.ABORT);
        // The server, and not the application, may end it.
        return pool(name, service, threads > 1, service::shutdown);
    }

    /** Returns callbacks on virtual threads, if the JDK has them. */
    private static Stream<Callbacks> virtual() {
        try {
            Method threads = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            return Stream.of(pool("virtual threads", (ExecutorService) threads.invoke(null)));
        } catch (NoSuchMethodException olderJdk) {
            return Stream.empty();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns one of each kind. */
    static Stream<Callbacks> ofEveryKind() {
        return Stream.concat(
                Stream.of(
                        saturated(),
                        neverRunning(),
                        of("rejecting", task -> {
                            throw new RejectedExecutionException("full");
                        }),
                        of("throwing an exception", task -> {
                            throw new IllegalStateException("stopped");
                        }),
                        of("throwing an error", task -> {
                            throw new NoClassDefFoundError("of an application that was undeployed");
                        }),
                        of("running and throwing", task -> {
                            new Thread(task).start();
                            throw new IllegalStateException("it was interrupted meanwhile");
                        }),
                        of("direct", Runnable::run),
                        pool("a pool", Executors.newCachedThreadPool()),
                        managed("managed", 4),
                        managed("managed, and saturated by the caller", 1)),
                virtual());
    }
}
