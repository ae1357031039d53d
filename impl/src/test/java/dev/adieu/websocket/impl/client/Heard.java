package dev.adieu.websocket.impl.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events that an endpoint has been called with, in their order. */
public final class Heard {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    public void add(String event) {
        heard.add(event);
    }

    /** Returns the next event, and waits for it. */
    public String next() {
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

    /** Returns the next events, and waits for them. */
    public List<String> next(int count) {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        return next;
    }

    public boolean isEmpty() {
        return heard.isEmpty();
    }
}
