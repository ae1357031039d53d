package dev.adieu.websocket.bench.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The server's record of the connections of one window. Server thread only. */
final class Seen {

    private long messages;
    private long bytes;
    /** Counts of Close frames by code; 0 stands for connections that ended without one. */
    private final Map<Integer, Integer> closes = new TreeMap<>();

    void frame(boolean last, int length) {
        messages += last ? 1 : 0;
        bytes += length;
    }

    void closed(int code) {
        closes.merge(code, 1, Integer::sum);
    }

    @Override
    public String toString() {
        return "messages=" + messages + " bytes=" + bytes + " closes="
                + closes.entrySet().stream()
                        .map(close -> close.getKey() + ":" + close.getValue())
                        .collect(Collectors.joining(","));
    }
}
