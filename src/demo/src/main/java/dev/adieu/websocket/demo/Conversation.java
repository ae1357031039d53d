package dev.adieu.websocket.demo;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection from the client's side: what the steps of a scenario act on, and what came of them. */
final class Conversation {

    private static final long SECONDS_TO_RECONNECT = 30;

    private final BrowserWebSocketContainer container;
    private final URI uri;
    private final Optional<ScriptedPeer> peer;
    private final DemoEndpoint endpoint = new DemoEndpoint();
    private final List<String> thrown = new ArrayList<>();
    private final List<String> triesTold = new ArrayList<>();
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private CompletionStage<CloseEvent> closed =
            CompletableFuture.failedStage(new IllegalStateException("nothing was connected"));
    private long began = System.nanoTime();

    Conversation(BrowserWebSocketContainer container, URI uri, Optional<ScriptedPeer> peer) {
        this.container = container;
        this.uri = uri;
        this.peer = peer;
    }

    // What steps do.

    /** Connects. What takes time begins after that. */
    BrowserSession open() throws DeploymentException, IOException {
        BrowserSession session = (BrowserSession) container.connectToServer(endpoint, uri);
        watch(session.closed());
        return session;
    }

    /** Connects, waits until the connection was made again, and returns the second session. */
    BrowserSession openTwice() throws DeploymentException, IOException, InterruptedException {
        BrowserSession session = (BrowserSession) container.connectToServer(endpoint, uri);
        Reconnection reconnection = session.getReconnection().orElseThrow();
        watch(reconnection.ended());
        endpoint.awaitOpened(2, SECONDS_TO_RECONNECT);
        triesTold.add(
                "open again after " + reconnection.getTries() + (reconnection.getTries() == 1 ? " try" : " tries"));
        return reconnection.getSession().orElseThrow(() -> new IOException("the connection was not made again"));
    }

    /** Begins to connect. */
    ConnectionAttempt attempt() throws DeploymentException {
        ConnectionAttempt attempt = container.connect(endpoint, uri);
        watch(attempt.closed());
        return attempt;
    }

    /** Calls something that is to throw, and notes what it threw and which state the session is in after it. */
    void refused(BrowserSession session, Runnable call) {
        try {
            call.run();
        } catch (IllegalArgumentException e) {
            thrown.add("throws " + e.getClass().getSimpleName());
            thrown.add("state still " + session.getReadyState());
        }
    }

    /** Connects to a server that is to refuse, and notes what that threw. */
    void openInVain() {
        began = System.nanoTime();
        try {
            container.connectToServer(endpoint, uri);
        } catch (DeploymentException | IOException e) {
            thrown.add("throws");
            thrown.add(e.getClass().getSimpleName());
        }
        ended.complete(System.nanoTime());
    }

    BrowserWebSocketContainer container() {
        return container;
    }

    /** Returns the raw peer's end of the connection. */
    PeerConnection peer() {
        return peer.orElseThrow().connection();
    }

    private void watch(CompletionStage<CloseEvent> end) {
        began = System.nanoTime();
        closed = end;
        end.thenRun(() -> ended.complete(System.nanoTime()));
    }

    // What came of them.

    /** Returns the close event; empty if nothing was connected, or if the connection is not closed within that time. */
    Optional<CloseEvent> event(Duration patience) throws InterruptedException {
        try {
            return Optional.of(closed.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    Duration took() {
        return Duration.ofNanos(ended.getNow(System.nanoTime()) - began);
    }

    /** Returns the callbacks of the client, in order. */
    List<String> told(Optional<CloseEvent> event) {
        List<String> told = new ArrayList<>(thrown);
        told.addAll(endpoint.errors());
        for (CloseReason reason : endpoint.closes()) {
            told.add("onClose " + Closed.text(reason));
            if (told.size() == 1) {
                told.addAll(triesTold);
            }
        }
        event.ifPresent(e ->
                told.add("event " + Closed.text(e.code(), e.reason()) + (e.wasClean() ? ", clean" : ", not clean")));
        if (!endpoint.wasOpened()) {
            told.add("no onOpen, " + (endpoint.closes().isEmpty() ? "no onClose" : "but onClose"));
        }
        return told;
    }
}
