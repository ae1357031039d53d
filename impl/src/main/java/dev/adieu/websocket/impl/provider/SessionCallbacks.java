package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.connection.ConnectionListener;
import dev.adieu.websocket.impl.connection.OpeningHandshake;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Carries what happens to a connection to the application's endpoint. */
final class SessionCallbacks implements ConnectionListener {

    private final AdieuContainer container;
    private final EndpointInstance endpoint;
    private final CompletableFuture<BrowserSession> opened;
    private final CompletableFuture<CloseEvent> closed;
    /** Set once, before the attempt begins. */
    private AdieuSession session;
    /** Serial executor only. */
    private boolean wasOpened;

    SessionCallbacks(AdieuContainer container, EndpointInstance endpoint, CompletableFuture<BrowserSession> opened, CompletableFuture<CloseEvent> closed) {
        this.container = container;
        this.endpoint = endpoint;
        this.opened = opened;
        this.closed = closed;
    }

    void of(AdieuSession session) {
        this.session = session;
    }

    @Override
    public void opened(OpeningHandshake.Accepted handshake) {
        wasOpened = true;
        session.opened(handshake);
        try {
            endpoint.config().getConfigurator().afterResponse(handshake::headers);
        } catch (RuntimeException e) {
            endpoint.failed(session, e);
        }
        endpoint.opened(session);
        opened.complete(session);
    }

    @Override
    public void text(String text, boolean last) {
        endpoint.text(session, text, last);
    }

    @Override
    public void binary(byte[] bytes, boolean last) {
        endpoint.binary(session, bytes, last);
    }

    @Override
    public void pong(byte[] payload) {
        endpoint.pong(session, payload);
    }

    @Override
    public void error(Throwable failure) {
        endpoint.failed(session, failure);
    }

    @Override
    public void closed(CloseEvent event) {
        try {
            if (wasOpened) {
                endpoint.closed(session, new CloseReason(code(event.code()), event.reason()));
            }
        } finally {
            session.ended();
            endpoint.destroy();
        }
    }

    @Override
    public void ended(CloseEvent event) {
        container.ended(session);
        opened.completeExceptionally(reason(event));
        closed.complete(event);
    }

    /** What is no failure of the network or the server is one of what the application gave. */
    private static Throwable reason(CloseEvent event) {
        Throwable failure = event.failure().orElseGet(() -> new IOException("the attempt was closed before the connection was established"));
        return failure instanceof IOException || failure instanceof DeploymentException ? failure : new DeploymentException(failure.getMessage(), failure);
    }

    /** The standard constant where there is one, as applications compare with it. */
    private static CloseCode code(int code) {
        return Arrays.stream(CloseCodes.values()).filter(known -> known.getCode() == code).<CloseCode>map(known -> known).findFirst().orElse(() -> code);
    }

    @Override
    public void idle() {
        session.close(CloseCause.IDLE_TIMEOUT, null);
    }
}
