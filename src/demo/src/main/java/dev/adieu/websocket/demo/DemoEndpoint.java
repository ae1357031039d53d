package dev.adieu.websocket.demo;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The client: a standard endpoint that records its callbacks. */
@ClientEndpoint
public final class DemoEndpoint {

    private final List<String> errors = new ArrayList<>();
    private final List<CloseReason> closes = new ArrayList<>();
    private int opened;

    @OnOpen
    public synchronized void open() {
        opened++;
        notifyAll();
    }

    /** Ignores messages of the server, which do not matter here. */
    @OnMessage
    public void text(String part, boolean last) {}

    /** Ignores messages, as {@link #text} does. */
    @OnMessage
    public void binary(byte[] part, boolean last) {}

    @OnError
    public synchronized void failed(Throwable failure) {
        errors.add("onError: " + failure.getClass().getSimpleName());
    }

    @OnClose
    public synchronized void closed(CloseReason reason) {
        closes.add(reason);
    }

    synchronized boolean wasOpened() {
        return opened > 0;
    }

    /** Waits, with a limit, until that number of sessions was opened. */
    synchronized void awaitOpened(int sessions, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = 1; opened < sessions && left > 0; ) {
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            wait(Math.max(1, left));
        }
    }

    synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    synchronized List<CloseReason> closes() {
        return List.copyOf(closes);
    }
}
