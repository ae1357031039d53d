package dev.adieu.websocket.impl.races;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Does several things at the same moment, give or take some microseconds, on threads that are kept from round to round.
 */
final class AtOnce implements AutoCloseable {

    private static final int MOST_SPINS = 2_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Something to do. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Does all of them and waits until all are done; throws what one of them threw. */
    void run(Action... actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        List<Future<?>> running = new ArrayList<>();
        for (Action action : actions) {
            running.add(threads.submit((Callable<Void>) () -> {
                start.await(20, TimeUnit.SECONDS);
                // Which of them is first differs from round to round.
                for (int spins = ThreadLocalRandom.current().nextInt(MOST_SPINS); spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                action.run();
                return null;
            }));
        }
        for (Future<?> one : running) {
            try {
                one.get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("one of them threw", e.getCause());
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(20, TimeUnit.SECONDS);
    }
}
