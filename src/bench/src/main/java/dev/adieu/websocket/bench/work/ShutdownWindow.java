package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Client;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Closes so many sessions by closing their container; before that, a tenth of them one after the other, each waited
 * for.
 */
final class ShutdownWindow {

    private final int count;

    ShutdownWindow(int count) {
        this.count = count;
    }

    Outcome run(Client client, URI uri) throws Exception {
        List<ManyConnections.Idle> sequential = ManyConnections.open(client, uri, count / 10);
        long start = System.nanoTime();
        for (ManyConnections.Idle one : sequential) {
            one.close();
        }
        long each = (System.nanoTime() - start) / sequential.size();
        List<ManyConnections.Idle> together = ManyConnections.open(client, uri, count);
        System.gc();
        Usage before = Usage.now();
        client.close();
        Map<Integer, Integer> told = new TreeMap<>();
        for (ManyConnections.Idle one : together) {
            told.merge(one.awaitClosed(), 1, Integer::sum);
        }
        return Usage.now()
                .since(before, count)
                .put("sequential", each)
                .put(
                        "told",
                        told.entrySet().stream()
                                .map(code -> code.getKey() + ":" + code.getValue())
                                .collect(Collectors.joining(",")));
    }
}
