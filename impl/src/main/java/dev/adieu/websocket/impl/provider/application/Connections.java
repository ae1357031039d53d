package dev.adieu.websocket.impl.provider.application;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connections and attempts of one owner that may end: a container, an application, the JVM. Any thread.
 *
 * @param <C> the type by which the owner knows them
 */
public final class Connections<C extends Live> {

    /** The part of the closing timeout that is reserved for callbacks, after the peers' part. */
    private static final Duration LAST_CALLBACKS = Duration.ofSeconds(1);
    /** The time that all connections together may take when the JVM exits. */
    private static final Duration EXIT = Duration.ofSeconds(2);
    /** Completes when that time is over, so that another close in progress does not delay the exit further. */
    private static final CompletableFuture<Void> EXITED = new CompletableFuture<>();

    private final String owner;

    @GuardedBy("live")
    private final Set<C> live = new LinkedHashSet<>();

    @GuardedBy("live")
    private boolean closed;

    public Connections(String owner) {
        this.owner = owner;
    }

    /**
     * Checks, before anything is begun, that the owner has not ended. {@link #add} checks it again.
     *
     * @throws IllegalStateException if the owner has ended
     */
    public void checkOpen() {
        synchronized (live) {
            if (closed) {
                throw new IllegalStateException(owner + " is closed");
            }
        }
    }

    public void add(C connection) {
        synchronized (live) {
            checkOpen();
            live.add(connection);
        }
    }

    public void remove(C connection) {
        synchronized (live) {
            live.remove(connection);
        }
    }

    /** Returns a snapshot. */
    public List<C> all() {
        synchronized (live) {
            return List.copyOf(live);
        }
    }

    /**
     * Closes all of them at once with {@link CloseCause#GOING_AWAY}, and cancels attempts; later ones are refused.
     * Returns when all have ended, and at the latest after one closing timeout for all together, plus up to two seconds
     * in which unused threads end. Called from a callback, it does not wait.
     */
    public void close() {
        long begun = System.nanoTime();
        List<C> ending = begin();
        if (!SerialExecutor.isRunningHere()) {
            long timeout = ending.stream()
                    .mapToLong(connection -> TimeUnit.NANOSECONDS.convert(connection.closingTimeout()))
                    .max()
                    .orElse(0);
            await(ending, begun, timeout);
            if (!EXITED.isDone()) {
                IoThreads.endIfUnused();
            }
        }
    }

    /**
     * Closes all of them in the same way because the JVM exits: messages that were accepted for sending are written,
     * then 1001. Returns after two seconds at most, whatever the peers and the callbacks do. From then on no
     * {@link #close} waits.
     */
    public void closeAtExit() {
        try {
            long begun = System.nanoTime();
            await(begin(), begun, EXIT.toNanos());
        } finally {
            EXITED.complete(null);
        }
    }

    private List<C> begin() {
        List<C> ending;
        synchronized (live) {
            closed = true;
            ending = List.copyOf(live);
        }
        ending.forEach(connection -> connection.close(CloseCause.GOING_AWAY));
        return ending;
    }

    private static void await(List<? extends Live> ending, long begun, long timeout) {
        long reserve = Math.min(LAST_CALLBACKS.toNanos(), timeout / 10);
        CompletableFuture<?> all = CompletableFuture.anyOf(
                EXITED,
                CompletableFuture.allOf(ending.stream()
                        .map(connection -> connection.closed().toCompletableFuture())
                        .toArray(CompletableFuture[]::new)));
        if (!isDone(all, begun + timeout - reserve)) {
            ending.forEach(Live::stopWaiting);
            isDone(all, begun + timeout);
        }
    }

    private static boolean isDone(CompletableFuture<?> all, long deadline) {
        try {
            all.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a close event never completes exceptionally", e);
        }
    }
}
