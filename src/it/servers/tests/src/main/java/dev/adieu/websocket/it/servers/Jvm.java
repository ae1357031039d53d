package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The view of an observer inside the server's JVM. */
record Jvm(Deployed observer) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS = Duration.ofMillis(50).toNanos();

    /**
     * Has all threads that the server has for requests start with one to the observer, where it matters: those of
     * WildFly keep their first as long as they live, and with it the application that it was for.
     */
    void startRequestThreads() {
        int threads = Facts.requestThreads();
        List<CompletableFuture<Answer>> answers = IntStream.range(0, threads)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> observer.ask("meeting", "threads", threads), call -> new Thread(call).start()))
                .toList();
        assertThat(answers).extracting(answer -> answer.join().successful()).doesNotHaveDuplicates();
    }

    /** Returns the numbers of the class loaders of the application that the garbage collector has left. */
    List<Integer> applications() {
        return observer.ask("applications").lines().stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** Threads of Adieu, or in its code. */
    List<String> threads() {
        return observer.ask("threads").lines();
    }

    /** Returns the targets of the open file descriptors. */
    List<String> descriptors() {
        return observer.ask("descriptors").lines();
    }

    int commonPoolParallelism() {
        return Integer.parseInt(observer.ask("common-pool").successful());
    }

    /** Looks until the sight is as wanted, or for a while; the latest sight. */
    static <T> T eventually(Supplier<T> sight, Predicate<T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T seen = sight.get();
        while (!wanted.test(seen) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            seen = sight.get();
        }
        return seen;
    }
}
