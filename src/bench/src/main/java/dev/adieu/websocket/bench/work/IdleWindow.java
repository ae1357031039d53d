package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Client;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Holds so many connections that do nothing, and measures what they take. One was opened and closed before, so what a
 * client has once is not counted.
 */
final class IdleWindow {

    /** Threads that had to do with connecting may end. */
    private static final int SETTLING_SECONDS = 3;

    private final int count;

    IdleWindow(int count) {
        this.count = count;
    }

    Outcome run(Client client, URI uri) throws Exception {
        ManyConnections.Idle first = ManyConnections.open(client, uri, 1).get(0);
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        Footprint before = Footprint.now();
        Usage start = Usage.now();
        List<ManyConnections.Idle> open = ManyConnections.open(client, uri, count);
        Outcome outcome = Usage.now().since(start, count);
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        Footprint.now().since(before, outcome);
        long alive = open.stream().filter(one -> !one.events().closed.isDone()).count();
        for (ManyConnections.Idle one : open) {
            one.close();
        }
        first.close();
        return outcome.put("alive", alive);
    }
}
