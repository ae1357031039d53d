package dev.adieu.websocket.impl.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/** A programmatic endpoint that keeps what it hears, in order. */
public class Listener extends Endpoint {

    private final Heard heard = new Heard();

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

    /** Returns the next thing that it heard, and waits for it. */
    public String next() {
        return heard.next();
    }

    public boolean heardNothing() {
        return heard.isEmpty();
    }
}
