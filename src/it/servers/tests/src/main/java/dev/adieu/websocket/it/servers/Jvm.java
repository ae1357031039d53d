package dev.adieu.websocket.it.servers;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What an observer sees in the JVM of the server. */
record Jvm(Deployed observer) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS = Duration.ofMillis(50).toNanos();

    /** The numbers of the class loaders of the application that the garbage collector has left. */
    List<Integer> applications() {
        return observer.ask("applications").lines().stream().map(Integer::valueOf).toList();
    }

    /** Threads of Adieu, or in its code. */
    List<String> threads() {
        return observer.ask("threads").lines();
    }

    /** What the open file descriptors refer to. */
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
