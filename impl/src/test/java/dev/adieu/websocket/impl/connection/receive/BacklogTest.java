package dev.adieu.websocket.impl.connection.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final AtomicInteger drained = new AtomicInteger();
    private final Backlog backlog = new Backlog(drained::incrementAndGet);

    @Test
    void itIsFullBeyondItsLimitAndDrainedOnceWhenLittleIsLeft() {
        backlog.add(100_000);
        backlog.add(100_000);
        assertThat(backlog.isFull()).isFalse();
        backlog.add(100_000);
        assertThat(backlog.isFull()).isTrue();
        backlog.remove(100_000);
        assertThat(backlog.isFull()).isFalse();
        backlog.remove(100_000);
        assertThat(drained).hasValue(0);
        backlog.remove(100_000);
        assertThat(drained).hasValue(1);
    }

    @Test
    void manyMessagesWithoutContentFillItToo() {
        for (int i = 0; i < 5_000; i++) {
            backlog.add(0);
        }
        assertThat(backlog.isFull()).isTrue();
    }

    @Test
    void littleTrafficIsNotWorthATelling() {
        for (int i = 0; i < 1_000; i++) {
            backlog.add(1_000);
            backlog.remove(1_000);
        }
        assertThat(drained).hasValue(0);
    }

    @Test
    void whoTakesFromSeveralThreadsIsToldOncePerDraining() throws Exception {
        for (int round = 1; round <= 200; round++) {
            for (int i = 0; i < 100; i++) {
                backlog.add(5_000);
            }
            assertThat(backlog.isFull()).isTrue();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 100; i++) {
                threads.execute(() -> backlog.remove(5_000));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(drained).hasValue(round);
        }
    }
}
