package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Client;
import java.net.URI;
import java.util.List;

/** Holds so many connections that do nothing, and measures what they take. One was opened and closed before, so what a client has once is not counted. */
final class IdleWindow {

    private final int count;

    IdleWindow(int count) {
        this.count = count;
    }

    Outcome run(Client client, URI uri) throws Exception {
        ManyConnections.Idle first = ManyConnections.open(client, uri, 1).get(0);
        Footprint before = Footprint.now();
        Usage start = Usage.now();
        List<ManyConnections.Idle> open = ManyConnections.open(client, uri, count);
        Outcome outcome = Footprint.now().since(before, Usage.now().since(start, count));
        long alive = open.stream().filter(one -> !one.events().closed.isDone()).count();
        for (ManyConnections.Idle one : open) {
            one.close();
        }
        first.close();
        return outcome.put("alive", alive);
    }
}
