package dev.adieu.websocket.bench.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the server has seen since it was last asked. Server thread only. */
final class Seen {

    private long messages;
    private long bytes;
    /** How many Close frames came with which code; 0 stands for connections that ended without one. */
    private final Map<Integer, Integer> closes = new TreeMap<>();

    void message(int length) {
        messages++;
        bytes += length;
    }

    void closed(int code) {
        closes.merge(code, 1, Integer::sum);
    }

    String reset() {
        String told = "messages=" + messages + " bytes=" + bytes + " closes="
                + closes.entrySet().stream().map(close -> close.getKey() + ":" + close.getValue()).collect(Collectors.joining(","));
        messages = 0;
        bytes = 0;
        closes.clear();
        return told;
    }
}
