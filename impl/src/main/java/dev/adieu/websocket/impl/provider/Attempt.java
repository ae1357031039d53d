package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.CloseArguments;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.code.CloseGrounds;
import dev.adieu.websocket.impl.provider.application.Live;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The attempt that the application sees, which becomes the connection that its session has. */
final class Attempt implements ConnectionAttempt, Live {

    private final WebSocketConnection connection;
    /** Meaningful once the connection is established. */
    private final AdieuSession established;

    private final CompletionStage<BrowserSession> session;

    Attempt(WebSocketConnection connection, AdieuSession established, CompletableFuture<BrowserSession> session) {
        this.connection = connection;
        this.established = established;
        this.session = session.minimalCompletionStage();
    }

    void begin() {
        connection.connect();
    }

    @Override
    public ReadyState getReadyState() {
        return connection.readyState();
    }

    @Override
    public void close() {
        close(CloseCause.NORMAL);
    }

    @Override
    public void close(CloseCause cause) {
        if (!connection.giveUp() && connection.readyState() == ReadyState.OPEN) {
            connection.close(CloseGrounds.of(cause));
        }
    }

    AdieuSession established() {
        return established;
    }

    @Override
    public Duration closingTimeout() {
        return connection.closingTimeout();
    }

    @Override
    public void stopWaiting() {
        connection.stopWaiting();
    }

    @Override
    public void close(int code) {
        close(code, null);
    }

    @Override
    public void close(int code, String reason) {
        connection.close(CloseArguments.check(code, reason, connection.rules()));
    }

    @Override
    public CompletionStage<BrowserSession> session() {
        return session;
    }

    @Override
    public CompletionStage<CloseEvent> closed() {
        return established.closed();
    }
}
