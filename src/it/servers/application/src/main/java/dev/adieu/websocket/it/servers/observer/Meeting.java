package dev.adieu.websocket.it.servers.observer;

import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests that wait until there are enough of them, so that each has a thread of its own. */
final class Meeting {

    private static final long PATIENCE_SECONDS = 40;

    /** By the number of threads. */
    private static final Map<Integer, CyclicBarrier> MEETINGS = new ConcurrentHashMap<>();

    private Meeting() {}

    /** Returns once that many threads are here. */
    static String of(int threads) {
        try {
            MEETINGS.computeIfAbsent(threads, CyclicBarrier::new).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Thread.currentThread().getName();
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("there were never " + threads + " threads at once", e);
        }
    }
}
