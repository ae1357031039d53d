package dev.adieu.websocket.impl.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A programmatic endpoint that keeps what it hears, in order. */
public class Listener extends Endpoint {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        heard.add("open");
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) heard::add);
        session.addMessageHandler(
                byte[].class, (MessageHandler.Whole<byte[]>) bytes -> heard.add(bytes.length + " bytes"));
    }

    @Override
    public void onError(Session session, Throwable failure) {
        heard.add("error " + failure.getMessage());
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        heard.add("close " + reason.getCloseCode().getCode());
    }

    /** The next thing that it heard; waits for it. */
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

    public boolean heardNothing() {
        return heard.isEmpty();
    }
}
