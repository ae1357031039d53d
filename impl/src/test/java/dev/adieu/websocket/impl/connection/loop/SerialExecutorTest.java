package dev.adieu.websocket.impl.connection.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private static final Executor HERE = Runnable::run;

    private final List<String> seen = new ArrayList<>();

    private SerialExecutor in(Executor context) {
        return new SerialExecutor(HERE, HERE, context, null);
    }

    @Test
    void tasksRunInTheContext() {
        in(task -> {
                    seen.add("entered");
                    task.run();
                    seen.add("left");
                })
                .execute(() -> seen.add("task"));
        assertThat(seen).containsExactly("entered", "task", "left");
    }

    @Test
    void aTaskRunsWithoutAContextThatCannotBeEnteredAnyMore() {
        in(task -> {
                    throw new IllegalStateException("the application is disabled");
                })
                .execute(() -> seen.add("task"));
        assertThat(seen).containsExactly("task");
    }

    @Test
    void aTaskRunsOnceIfTheContextCannotBeLeft() {
        in(task -> {
                    task.run();
                    throw new IllegalStateException("the application is disabled");
                })
                .execute(() -> seen.add("task"));
        assertThat(seen).containsExactly("task");
    }

    @Test
    void theNextTaskRunsAfterOneThatThrows() {
        SerialExecutor executor = in(HERE);
        executor.execute(() -> {
            throw new IllegalStateException("a callback's own");
        });
        executor.execute(() -> seen.add("task"));
        assertThat(seen).containsExactly("task");
    }

    @Test
    void whatTasksGiveRunsBehindWhatWasGivenBefore() {
        SerialExecutor executor = in(HERE);
        executor.execute(() -> {
            executor.execute(() -> {
                seen.add("second");
                executor.execute(() -> seen.add("fourth"));
            });
            executor.execute(() -> seen.add("third"));
            seen.add("first");
        });
        assertThat(seen).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void tasksFromSeveralThreadsRunOneAtATimeAndInTheOrderOfEach() throws InterruptedException {
        int givers = 3;
        int each = 50_000;
        ExecutorService threads = Executors.newFixedThreadPool(givers + 1);
        SerialExecutor executor = new SerialExecutor(threads, HERE, HERE, null);
        int[] next = new int[givers];
        AtomicInteger running = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(givers * each);
        for (int giver = 0; giver < givers; giver++) {
            int mine = giver;
            threads.execute(() -> {
                for (int i = 0; i < each; i++) {
                    int number = i;
                    executor.execute(() -> {
                        wrong.addAndGet(running.getAndIncrement() == 0 && next[mine]++ == number ? 0 : 1);
                        running.decrementAndGet();
                        all.countDown();
                    });
                }
            });
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).hasValue(0);
        threads.shutdown();
    }

    @Test
    void behindATaskThatDoesNotReturnNothingRunsAndNothingIsLost() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        SerialExecutor executor = new SerialExecutor(threads, HERE, HERE, null);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(3);
        executor.execute(() -> {
            entered.countDown();
            awaitUninterrupted(released);
            seen.add("blocked");
            all.countDown();
        });
        executor.execute(() -> {
            seen.add("behind it");
            all.countDown();
        });
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        executor.execute(() -> {
            seen.add("given meanwhile");
            all.countDown();
        });
        assertThat(seen).isEmpty();
        released.countDown();
        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly("blocked", "behind it", "given meanwhile");
        threads.shutdown();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theFallbackRunsWhatTheExecutorRefuses() {
        List<Runnable> fallback = new ArrayList<>();
        SerialExecutor executor = new SerialExecutor(
                task -> {
                    throw new RejectedExecutionException("the application was stopped");
                },
                fallback::add,
                HERE,
                null);
        executor.execute(() -> seen.add("first"));
        executor.execute(() -> seen.add("second"));
        assertThat(fallback).hasSize(1);
        fallback.get(0).run();
        assertThat(seen).containsExactly("first", "second");
        executor.execute(() -> seen.add("third"));
        fallback.get(1).run();
        assertThat(seen).containsExactly("first", "second", "third");
    }
}
