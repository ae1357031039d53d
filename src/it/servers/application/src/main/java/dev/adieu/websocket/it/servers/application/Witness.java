package dev.adieu.websocket.it.servers.application;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;

/** Writes down for whom it is called. The query of the address is the name of its session. */
@ClientEndpoint
public class Witness {

    /** For the provider, which creates endpoints. */
    public Witness() {}

    @OnOpen
    public void onOpen(Session session) {
        write(session, "open");
    }

    @OnMessage
    public void onMessage(Session session, String text) {
        write(session, "message");
    }

    @OnClose
    public void onClose(Session session) {
        write(session, "close");
    }

    private static void write(Session session, String what) {
        Journal.of(session.getQueryString()).add(what + " for " + Beans.caller());
    }
}
