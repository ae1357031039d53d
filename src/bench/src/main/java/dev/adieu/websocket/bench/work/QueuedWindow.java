package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Client;
import dev.adieu.websocket.bench.client.Connection;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * Sends many messages without waiting and closes at once. The reason of the server's Close frame states how many have
 * arrived.
 */
final class QueuedWindow {

    private static final int PATIENCE_SECONDS = 30;

    private final int count;
    private final Messages messages;

    QueuedWindow(int count, Messages messages) {
        this.count = count;
        this.messages = messages;
    }

    Outcome run(Client client, URI uri) throws Exception {
        CloseEvents events = new CloseEvents();
        Connection connection = client.connect(uri, events);
        System.gc();
        Usage before = Usage.now();
        for (int i = 0; i < count; i++) {
            messages.send(connection, i);
        }
        connection.close(1000);
        CloseEvents.Told told = events.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return Usage.now().since(before, count).put("told", told.code() + ":1").put("reason", told.reason());
    }
}
