package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Client;
import dev.adieu.websocket.bench.client.Connection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Connections that do nothing, opened by a few threads. */
final class ManyConnections {

    private static final int OPENERS = 8;
    private static final int PATIENCE_SECONDS = 60;

    /** One of them. */
    record Idle(Connection connection, CloseEvents events) {

        int close() throws Exception {
            connection.close(1000);
            return awaitClosed();
        }

        int awaitClosed() throws Exception {
            return events.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS).code();
        }
    }

    private ManyConnections() {}

    static List<Idle> open(Client client, URI uri, int count) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(OPENERS);
        try {
            List<Future<Idle>> opening = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                opening.add(pool.submit(() -> {
                    CloseEvents events = new CloseEvents();
                    return new Idle(client.connect(uri, events), events);
                }));
            }
            List<Idle> open = new ArrayList<>();
            for (Future<Idle> one : opening) {
                open.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return open;
        } finally {
            pool.shutdownNow();
            pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
