package dev.adieu.tck.application;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Cannot be deployed: it has two methods for text messages. */
@ServerEndpoint("/broken")
public class BrokenServer {

    @OnMessage
    public void one(String message) {
        // never called
    }

    @OnMessage
    public void other(String message) {
        // never called
    }
}
