package dev.adieu.websocket.impl.connection.loop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ConcurrentSkipListIntObjMultimap;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Owns the threads of all containers: a few event loops, and a pool with as many threads as callbacks run at a time.
 *
 * <p>This is global state: one instance for each class loader that loads this class, so one for all applications of a
 * server that has Adieu in common. It is created with the first {@link Lease}. Its threads end when no lease has been
 * held for two seconds, so that successive connections share them, or at once by {@link #endIfUnused}; the next lease
 * creates another instance. All threads are daemons and refer to no application's class loader.
 */
public final class IoThreads {

    private static final Logger LOGGER = Logger.getLogger(IoThreads.class.getName());

    private static final long LINGER_SECONDS = 2;
    private static final long LINGER = TimeUnit.SECONDS.toNanos(LINGER_SECONDS);

    static {
        try {
            FreedByFinalizer.load();
        } catch (NoClassDefFoundError e) {
            LOGGER.log(Level.FINE, "Netty is older than 4.2.10: its allocator needs no class to be loaded early", e);
        }
    }

    private static final Object LOCK = new Object();
    /** {@code null} while no threads run, or those that do are ending. */
    @GuardedBy("LOCK")
    private static @Nullable IoThreads current;

    /** The number of leases of {@link #current} that are held. */
    @GuardedBy("LOCK")
    private static int leases;

    /** The {@link System#nanoTime} at which {@link #leases} last fell to zero. */
    @GuardedBy("LOCK")
    private static long idleSince;

    /** Not in a Netty group, which reports its end on a thread of its own that stays for another second. */
    private final AtomicReferenceArray<LentLoop> loops;

    /** The number of leases that were given, which chooses the next loop. Any thread. */
    private final AtomicInteger connections = new AtomicInteger();

    private final ThreadPoolExecutor callbacks;

    /** True while the timer runs that ends unused threads; there is at most one. */
    @GuardedBy("LOCK")
    private boolean timed;

    /** The threads that may still run. Any thread. */
    private final Set<Thread> started = ConcurrentHashMap.newKeySet();

    private final ThreadFactory io = threads("adieu-io-");

    private IoThreads() {
        int processors = Runtime.getRuntime().availableProcessors();
        callbacks = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                LINGER_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads("adieu-callback-"));
        loops = new AtomicReferenceArray<>(Math.max(1, Math.min(4, processors)));
        for (int i = 0; i < loops.length(); i++) {
            loops.set(i, newLoop());
        }
    }

    private LentLoop newLoop() {
        return new LentLoop(io, callbacks, new LendingPause(System::nanoTime), this::replace);
    }

    /** Gives the connections that come another loop in the place of one that dies. */
    private void replace(LentLoop dying) {
        synchronized (LOCK) {
            if (current != this) {
                return;
            }
            for (int i = 0; i < loops.length(); i++) {
                if (loops.get(i) == dying) {
                    loops.set(i, newLoop());
                }
            }
            if (timed) {
                // It may have been a timer of that loop.
                endIfIdleAfter(LINGER);
            }
        }
    }

    /** The right to use the threads, and one of the loops, until it is closed. Any thread. */
    public static final class Lease implements AutoCloseable {

        private final IoThreads threads;
        private final LentLoop loop;
        /** Is called if the loop ends because of an error; {@code null} for none. Set once, read by any thread. */
        private volatile @Nullable Consumer<Throwable> onDeath;

        @GuardedBy("LOCK")
        private boolean closed;

        private Lease(IoThreads threads) {
            this.threads = threads;
            this.loop = threads.nextLoop();
        }

        /** Returns the loop that does the connection's I/O. */
        public EventLoop loop() {
            return loop;
        }

        /**
         * Sets a listener that is called if the loop ends because of an error before the lease is closed. It is called
         * on the loop, which still runs the tasks that the listener submits, and no later ones. Call it once.
         */
        public void onDeath(Consumer<Throwable> listener) {
            onDeath = listener;
            loop.addTenant(listener);
        }

        /** Returns the executor of the connection's callbacks if the application has configured none. */
        public Executor callbacks() {
            return loop::callBack;
        }

        /** Returns the pool that the callbacks run on. It starts a thread for a task if none is idle. */
        public Executor pool() {
            return threads.callbacks;
        }

        /** Runs a short task on the loop after a delay. */
        public Future<?> after(Timing timing, Duration delay, Runnable task) {
            return timing.schedule(loop, delay, task);
        }

        /** Gives the lease back. Does nothing the second time. */
        @Override
        public void close() {
            if (onDeath != null) {
                loop.removeTenant(onDeath);
            }
            synchronized (LOCK) {
                if (closed) {
                    return;
                }
                closed = true;
                if (--leases == 0) {
                    idleSince = System.nanoTime();
                    if (!threads.timed) {
                        threads.timed = true;
                        threads.endIfIdleAfter(LINGER);
                    }
                }
            }
        }
    }

    private LentLoop nextLoop() {
        return loops.get(Math.floorMod(connections.getAndIncrement(), loops.length()));
    }

    /** Returns a new lease; starts the threads if there are none. */
    public static Lease lease() {
        synchronized (LOCK) {
            if (current == null) {
                current = new IoThreads();
            }
            leases++;
            return new Lease(current);
        }
    }

    /** Ends the threads now if no lease is held, and waits up to two seconds until they have ended. */
    public static void endIfUnused() {
        IoThreads ended;
        synchronized (LOCK) {
            ended = leases == 0 ? current : null;
            current = ended == null ? current : null;
        }
        if (ended != null) {
            ended.end();
            ended.awaitEnd();
        }
    }

    private void endIfIdleAfter(long nanos) {
        loops.get(0).schedule(this::endIfIdle, nanos, TimeUnit.NANOSECONDS);
    }

    private void endIfIdle() {
        synchronized (LOCK) {
            timed = false;
            if (leases > 0 || current != this) {
                return;
            }
            long left = idleSince + LINGER - System.nanoTime();
            if (left > 0) {
                timed = true;
                endIfIdleAfter(left);
                return;
            }
            current = null;
        }
        end();
    }

    private void end() {
        callbacks.shutdown();
        for (int i = 0; i < loops.length(); i++) {
            loops.get(i).shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Waits two seconds at most: a thread that still runs then runs a callback that does not return. */
    private void awaitEnd() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINGER_SECONDS);
        try {
            for (Thread thread : started) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ThreadFactory threads(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = thread(task, prefix + number.incrementAndGet());
            started.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
            started.add(thread);
            return thread;
        };
    }

    /**
     * Creates a thread that may outlive the application that needs it first: it inherits neither that application's
     * class loader, nor its thread-locals, nor the protection domains on the stack. Its context class loader is the
     * system's, even where this class belongs to an application, because an executor of an application server may
     * remember the context class loader for each task that is submitted.
     */
    @SuppressWarnings("removal") // AccessController: until it is removed, threads inherit protection domains.
    private static Thread thread(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, () -> FastThreadLocalThread.runWithFastThreadLocal(task), name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            return thread;
        });
    }

    /**
     * Loads the classes that Netty needs to free memory in a finalizer. The class loader of a stopped web application
     * can no longer load them.
     */
    private static final class FreedByFinalizer {

        private FreedByFinalizer() {}

        static void load() {
            ConcurrentSkipListIntObjMultimap<String> chunks = new ConcurrentSkipListIntObjMultimap<>(0);
            chunks.put(1, "a chunk");
            chunks.iterator().next();
        }
    }
}
