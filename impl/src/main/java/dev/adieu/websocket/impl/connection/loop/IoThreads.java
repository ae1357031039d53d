package dev.adieu.websocket.impl.connection.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ConcurrentSkipListIntObjMultimap;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The threads of all containers: a few event loops, and a pool for callbacks that only has as many threads as callbacks
 * run. They exist while somebody holds a {@link Lease}, and a little longer so that one connection after the other does
 * not start them anew. All are daemons, and hold on to no application's class loader.
 */
public final class IoThreads {

    private static final long LINGER_SECONDS = 2;
    private static final long LINGER = TimeUnit.SECONDS.toNanos(LINGER_SECONDS);

    static {
        // Netty frees memory in a finalizer. By then a web application may be stopped, whose class loader gives no
        // class that it has not given before.
        ConcurrentSkipListIntObjMultimap<String> chunks = new ConcurrentSkipListIntObjMultimap<>(0);
        chunks.put(1, "a chunk");
        chunks.iterator().next();
    }

    private static final Object LOCK = new Object();
    /** Guarded by LOCK. */
    private static IoThreads current;
    /** Guarded by LOCK. */
    private static int leases;
    /** When {@link #leases} last fell to zero. Guarded by LOCK. */
    private static long idleSince;

    /** Not in a group of Netty's, whose end would be announced on a thread of its own that stays for another second. */
    private final List<LentLoop> loops;

    private final AtomicInteger connections = new AtomicInteger();
    private final ThreadPoolExecutor callbacks;
    /** Whether a timer runs, one for however many connections come and go meanwhile. Guarded by LOCK. */
    private boolean timed;

    /** All that may still run. */
    private final Set<Thread> started = ConcurrentHashMap.newKeySet();

    private IoThreads() {
        int processors = Runtime.getRuntime().availableProcessors();
        callbacks = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                LINGER_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads("adieu-callback-"));
        ThreadFactory io = threads("adieu-io-");
        loops = Stream.generate(() -> new LentLoop(io, callbacks, new LendingPause(System::nanoTime)))
                .limit(Math.max(1, Math.min(4, processors)))
                .toList();
    }

    /** The right to use the threads until it is closed; one of the loops, if it is for a connection. */
    public static final class Lease implements AutoCloseable {

        private final IoThreads threads;
        private final LentLoop loop;
        /** Guarded by LOCK. */
        private boolean closed;

        private Lease(IoThreads threads) {
            this.threads = threads;
            this.loop = threads.nextLoop();
        }

        public EventLoop loop() {
            return loop;
        }

        /** Runs callbacks of the connection where the application configured no executor. */
        public Executor callbacks() {
            return loop::callBack;
        }

        /** The pool that they run on. */
        public Executor pool() {
            return threads.callbacks;
        }

        @Override
        public void close() {
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
        return loops.get(Math.floorMod(connections.getAndIncrement(), loops.size()));
    }

    public static Lease lease() {
        synchronized (LOCK) {
            if (current == null) {
                current = new IoThreads();
            }
            leases++;
            return new Lease(current);
        }
    }

    /** Ends the threads now if nobody holds a lease, and waits until they have ended. */
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
        loops.forEach(loop -> loop.shutdownGracefully(0, 1, TimeUnit.SECONDS));
    }

    /**
     * Whoever still runs after a while is an application's code that does not return; it is not waited for any longer.
     */
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
     * A thread that outlives the application which happened to need it first: it inherits neither its class loader, nor
     * its thread-locals, nor the protection domains on its stack. Its context class loader is no application's, not
     * even that of the one that this class is in: an executor of an application server may remember it for each task
     * that is submitted.
     */
    @SuppressWarnings("removal") // Of AccessController, which is still what a thread inherits them through.
    private static Thread thread(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, () -> FastThreadLocalThread.runWithFastThreadLocal(task), name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            return thread;
        });
    }
}
