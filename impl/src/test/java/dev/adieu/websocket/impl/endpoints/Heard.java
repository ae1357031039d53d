package dev.adieu.websocket.impl.endpoints;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What an endpoint has heard, in order. */
final class Heard {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    void add(String event) {
        heard.add(event);
    }

    /** The next one; waits for it. */
    String next() {
        try {
            String next = heard.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was heard within 20 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<String> next(int count) {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        return next;
    }

    boolean isEmpty() {
        return heard.isEmpty();
    }
}
