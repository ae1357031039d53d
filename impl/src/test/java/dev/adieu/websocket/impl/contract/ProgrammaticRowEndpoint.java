package dev.adieu.websocket.impl.contract;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/** The programmatic endpoint of the rows. */
public final class ProgrammaticRowEndpoint extends Endpoint {

    private final CallbackLog log;

    ProgrammaticRowEndpoint(CallbackLog log) {
        this.log = log;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, text -> log.text(session, text));
        session.addMessageHandler(ByteBuffer.class, data -> log.binary(session, data));
        session.addMessageHandler(PongMessage.class, pong -> log.pong(session, pong));
        log.open(session);
    }

    @Override
    public void onError(Session session, Throwable thrown) {
        log.error(session, thrown);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        log.close(session, reason);
    }
}
