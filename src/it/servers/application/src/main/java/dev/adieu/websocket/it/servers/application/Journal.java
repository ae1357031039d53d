package dev.adieu.websocket.it.servers.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The events of one session, in order. */
final class Journal {

    private static final Map<String, Journal> ALL = new ConcurrentHashMap<>();
    private static final long PATIENCE_SECONDS = 40;

    private final List<String> entries = new ArrayList<>();

    private Journal() {}

    static Journal of(String session) {
        return ALL.computeIfAbsent(session, missing -> new Journal());
    }

    synchronized void add(String entry) {
        entries.add(entry);
        notifyAll();
    }

    /** Returns all of them, once there is one that begins so. */
    synchronized List<String> awaitEntry(String beginning) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (entries.stream().noneMatch(entry -> entry.startsWith(beginning))) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("no entry begins with \"" + beginning + "\": " + entries);
            }
            wait(left);
        }
        return List.copyOf(entries);
    }
}
