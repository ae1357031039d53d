package dev.adieu.websocket.impl.connection.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.Eventually;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LentLoopTest {

    private static final int SECONDS = 20;

    private final AtomicInteger numbers = new AtomicInteger();
    private final ThreadPoolExecutor callbacks = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> new FastThreadLocalThread(task, "callback-" + numbers.incrementAndGet()));
    private final AtomicLong clock = new AtomicLong();
    private final LentLoop loop = new LentLoop(
            task -> new FastThreadLocalThread(task, "own"), callbacks, new LendingPause(clock::get), died -> {});
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void nothingStays() throws InterruptedException {
        end.countDown();
        loop.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS);
        assertThat(loop.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
        callbacks.shutdown();
        assertThat(callbacks.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Runs a callback as if the loop had read something for it. */
    private CompletableFuture<String> callBack(Runnable callback) {
        CompletableFuture<String> thread = new CompletableFuture<>();
        loop.execute(() -> loop.callBack(() -> {
            callback.run();
            thread.complete(Thread.currentThread().getName());
        }));
        return thread;
    }

    /** Returns when the callback runs. */
    private void begin(Runnable callback) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        callBack(() -> {
            begun.countDown();
            callback.run();
        });
        assertThat(begun.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private String driver() {
        Future<String> name = loop.submit(() -> Thread.currentThread().getName());
        assertThat(name.awaitUninterruptibly(SECONDS, TimeUnit.SECONDS)).isTrue();
        return name.getNow();
    }

    private void waitUntilTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void computeUntilTheEnd() {
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    /** For a permit that never comes. */
    private static void waitFor(long nanos) {
        Thread.interrupted();
        try {
            assertThat(new Semaphore(0).tryAcquire(nanos, TimeUnit.NANOSECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String of(CompletableFuture<String> thread) throws Exception {
        return thread.get(SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void itsOwnerDrivesItUntilThereAreCallbacks() throws Exception {
        assertThat(driver()).isEqualTo("own");
    }

    @Test
    void theThreadOfACallbackDrivesItAfterwards() {
        assertThatItIsLent(() -> {});
    }

    /** Not always at once: a callback that gets no processor takes long as well. */
    private void assertThatItIsLent(Runnable callback) {
        Eventually.holds(
                () -> {
                    clock.addAndGet(TimeUnit.HOURS.toNanos(1));
                    String thread = callBack(callback).join();
                    assertThat(thread).startsWith("callback-");
                    return driver().equals(thread) && callBack(callback).join().equals(thread);
                },
                () -> "it is driven by " + driver());
    }

    @Test
    void itsOwnerDrivesItAgainWhenThereWereNoCallbacksForAWhile() throws Exception {
        of(callBack(() -> {}));
        Eventually.holds(
                () -> driver().equals("own") && callbacks.getActiveCount() == 0, () -> callbacks + " and " + driver());
    }

    @Test
    void itsOwnerDrivesItWhileACallbackBlocks() throws Exception {
        begin(this::waitUntilTheEnd);
        assertThat(driver()).isEqualTo("own");
        assertThat(of(callBack(() -> {}))).startsWith("callback-");
    }

    @Test
    void itsOwnerDrivesItWhileACallbackComputes() throws Exception {
        begin(this::computeUntilTheEnd);
        assertThat(driver()).isEqualTo("own");
        assertThat(of(callBack(() -> {}))).startsWith("callback-");
    }

    @Test
    void itsOwnerDrivesItAtOnceWhenACallbackSaysThatItIsGoingToWait() throws Exception {
        BlockingQueue<String> drivers = new LinkedBlockingQueue<>();
        callBack(() -> {
            LentLoop.beforeWaiting();
            drivers.add(driver());
            waitUntilTheEnd();
        });
        assertThat(drivers.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("own");
    }

    @Test
    void aCallbackThatBlocksDelaysNoneThatWasReadTogetherWithIt() throws Exception {
        List<CompletableFuture<String>> threads = IntStream.range(0, 3)
                .mapToObj(i -> new CompletableFuture<String>())
                .toList();
        loop.execute(() -> {
            loop.callBack(this::waitUntilTheEnd);
            threads.forEach(thread ->
                    loop.callBack(() -> thread.complete(Thread.currentThread().getName())));
        });
        for (CompletableFuture<String> thread : threads) {
            assertThat(of(thread)).startsWith("callback-");
        }
    }

    /**
     * Though nothing is read. If each had to wait until the owner had taken the loop back, they would take too long.
     */
    @Test
    void callbacksThatFollowFromEachOtherRunOnTheSameThread() {
        Eventually.holds(
                () -> {
                    clock.addAndGet(TimeUnit.HOURS.toNanos(1));
                    CompletableFuture<Set<String>> threads = new CompletableFuture<>();
                    follow(100, new HashSet<>(), threads);
                    return threads.orTimeout(SECONDS, TimeUnit.SECONDS).join().equals(Set.of(driver()));
                },
                () -> "it is driven by " + driver());
    }

    private void follow(int times, Set<String> names, CompletableFuture<Set<String>> threads) {
        loop.execute(() -> loop.callBack(() -> {
            names.add(Thread.currentThread().getName());
            if (times == 0) {
                threads.complete(names);
            } else {
                follow(times - 1, names, threads);
            }
        }));
    }

    @Test
    void aThreadThatACallbackLeavesInterruptedDrivesIt() {
        assertThatItIsLent(() -> Thread.currentThread().interrupt());
    }

    @Test
    void itIsNotLentForAWhileAfterACallbackThatBlocked() throws Exception {
        begin(this::waitUntilTheEnd);
        assertThat(driver()).isEqualTo("own");
        of(callBack(() -> {}));
        assertThat(driver()).isEqualTo("own");
        assertThatItIsLent(() -> {});
    }

    @Test
    void whatACallbackLeavesToTheLoopIsDoneWhetherOrNotTheLoopWasTakenMeanwhile() throws Exception {
        for (int i = 0; i < 100; i++) {
            CompletableFuture<String> done = new CompletableFuture<>();
            long nanos = ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(8));
            callBack(() -> {
                waitFor(nanos);
                loop.execute(() -> done.complete("done"));
            });
            of(done);
            clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        }
    }

    @Test
    void itEndsWhileItIsLent() throws Exception {
        of(callBack(() -> {}));
        loop.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS);
        assertThat(loop.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itEndsWhileACallbackBlocks() throws Exception {
        begin(this::waitUntilTheEnd);
        loop.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS);
        assertThat(loop.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallbackThatNoThreadTakesDoesNotStopIt() throws Exception {
        callbacks.shutdown();
        callBack(() -> {});
        assertThat(driver()).isEqualTo("own");
    }

    /** Callbacks of all lengths, so that the loop is lent, taken, left, reclaimed and given back in many orders. */
    @Test
    void onlyOneThreadDrivesItAndEveryTaskAndCallbackRunsInItsOrder() throws Exception {
        int rounds = 100_000;
        AtomicInteger drivers = new AtomicInteger();
        AtomicInteger called = new AtomicInteger();
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        SerialExecutor serial = new SerialExecutor(loop::callBack, callbacks, Runnable::run, null);
        for (int i = 0; i < rounds; i++) {
            int number = i;
            loop.execute(() -> {
                if (drivers.incrementAndGet() != 1 || !loop.inEventLoop()) {
                    wrong.add("two drive it at " + number);
                }
                ran.add(number);
                serial.execute(() -> {
                    if (called.getAndIncrement() != number) {
                        wrong.add("called back out of order: " + number);
                    }
                    somehowLong(number);
                });
                drivers.decrementAndGet();
            });
            clock.addAndGet(TimeUnit.HOURS.toNanos(1));
            if (i % 100 == 0) {
                waitFor(ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(1)));
            }
        }
        Eventually.holds(() -> called.get() == rounds, () -> called + " were called back");
        assertThat(wrong).isEmpty();
        assertThat(ran).isSorted().hasSize(rounds);
    }

    private static void somehowLong(int number) {
        switch (number % 1000) {
            case 1 -> LentLoop.beforeWaiting();
            case 2 -> Thread.currentThread().interrupt();
            case 3 -> waitFor(ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(20)));
            default -> {}
        }
    }
}
