package dev.adieu.websocket.impl.contract;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/** The annotated endpoint of the rows. */
@ClientEndpoint
public final class AnnotatedRowEndpoint {

    private final CallbackLog log;

    AnnotatedRowEndpoint(CallbackLog log) {
        this.log = log;
    }

    @OnOpen
    public void onOpen(Session session) {
        log.open(session);
    }

    @OnMessage
    public void onText(Session session, String text) {
        log.text(session, text);
    }

    @OnMessage
    public void onBinary(Session session, ByteBuffer data) {
        log.binary(session, data);
    }

    @OnMessage
    public void onPong(Session session, PongMessage pong) {
        log.pong(session, pong);
    }

    @OnError
    public void onError(Session session, Throwable thrown) {
        log.error(session, thrown);
    }

    @OnClose
    public void onClose(Session session, CloseReason reason) {
        log.close(session, reason);
    }
}
