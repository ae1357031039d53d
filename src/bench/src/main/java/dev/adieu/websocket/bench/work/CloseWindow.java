package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Client;
import dev.adieu.websocket.bench.client.Connection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Opens, closes with 1000, and waits for the close event, by so many threads at once. The server's code is another one,
 * so who makes his up is found out.
 */
final class CloseWindow {

    private static final int PATIENCE_SECONDS = 20;

    private final int threads;

    CloseWindow(int threads) {
        this.threads = threads;
    }

    Outcome run(Client client, URI uri, Duration time) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            System.gc();
            Usage before = Usage.now();
            long end = before.nanos() + time.toNanos();
            List<Future<Loop>> loops = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Loop loop = new Loop();
                loops.add(pool.submit(() -> loop.run(client, uri, end)));
            }
            Histogram latency = new Histogram(3);
            Map<String, Integer> told = new TreeMap<>();
            for (Future<Loop> future : loops) {
                Loop loop = future.get(time.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS);
                latency.add(loop.latency);
                loop.told.forEach((code, times) -> told.merge(code, times, Integer::sum));
            }
            return Usage.now()
                    .since(before, latency.getTotalCount())
                    .put(
                            "told",
                            told.entrySet().stream()
                                    .map(code -> code.getKey() + ":" + code.getValue())
                                    .collect(Collectors.joining(",")))
                    .put(latency);
        } finally {
            pool.shutdownNow();
        }
    }

    /** One thread. */
    private static final class Loop {

        private final Histogram latency = new Histogram(3);
        private final Map<String, Integer> told = new TreeMap<>();

        Loop run(Client client, URI uri, long end) throws Exception {
            do {
                long start = System.nanoTime();
                CloseEvents events = new CloseEvents();
                Connection connection = client.connect(uri, events);
                connection.close(1000);
                CloseEvents.Told close = events.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                latency.recordValue(System.nanoTime() - start);
                told.merge(String.valueOf(close.code()), 1, Integer::sum);
            } while (System.nanoTime() < end);
            return this;
        }
    }
}
