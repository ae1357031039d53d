package dev.adieu.websocket.impl.contract;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.CloseReason;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The side under test, as the steps and callbacks of a row use it. */
final class RowClient {

    final BrowserWebSocketContainer container;
    final CallbackLog log;
    private final ScriptedPeer peer;
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile ConnectionAttempt attempt;
    private volatile BrowserSession session;

    RowClient(BrowserWebSocketContainer container, ScriptedPeer peer, CallbackLog log) {
        this.container = container;
        this.peer = peer;
        this.log = log;
    }

    void attempted(ConnectionAttempt made) {
        attempt = made;
    }

    void opened(BrowserSession opened) {
        session = opened;
    }

    ConnectionAttempt attempt() {
        return attempt;
    }

    /** Returns the session; {@code null} before {@code onOpen}. */
    BrowserSession session() {
        return session;
    }

    PeerConnection peer() {
        return peer.connection();
    }

    void close() {
        if (session == null) {
            attempt.close();
        } else {
            session.close();
        }
    }

    void close(int code) {
        if (session == null) {
            attempt.close(code);
        } else {
            session.close(code);
        }
    }

    void close(int code, String reason) {
        if (session == null) {
            attempt.close(code, reason);
        } else {
            session.close(code, reason);
        }
    }

    void close(CloseReason reason) {
        session.close(reason);
    }

    void send(String text) throws Exception {
        session.getBasicRemote().sendText(text);
    }

    ReadyState state() {
        return session == null ? attempt.getReadyState() : session.getReadyState();
    }

    /** Waits until the connection has got that far. */
    void awaitState(ReadyState state) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (state().compareTo(state) < 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + state());
            }
            Thread.onSpinWait();
        }
    }

    /** Lets the callback go on that waits, or will wait, in {@link #awaitGo()}. */
    void go() {
        go.countDown();
    }

    /** For callbacks that must not return before the test says so. */
    void awaitGo() throws InterruptedException {
        if (!go.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the row never let the callback go on");
        }
    }
}
