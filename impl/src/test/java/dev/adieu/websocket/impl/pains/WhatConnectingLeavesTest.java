package dev.adieu.websocket.impl.pains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That an attempt can be given up, and that neither it nor an application that ends leaves anything. */
class WhatConnectingLeavesTest extends Pains {

    // spring-projects/spring-framework#26213
    @Test
    void aRefusedHandshakeLeavesNoThread() {
        BrowserWebSocketContainer own = BrowserWebSocketContainer.create();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.request();
            c.send(Response.status(400, "Bad Request"));
            c.fin();
        })) {
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> own.connectToServer(endpoint, null, peer.uri()))
                        .hasStackTraceContaining("400");
            }
            own.close();
            Eventually.holds(() -> Resources.threads().isEmpty(), () -> "threads: " + Resources.threads());
        }
    }

    // spring-projects/spring-framework PR#24007, TooTallNate/Java-WebSocket#995
    @Test
    void anAttemptThatIsGivenUpWhileConnectingEndsItsSocket() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.neverAccept())) {
            ConnectionAttempt attempt = container.connect(endpoint, null, peer.uri());
            peer.connection().request();
            attempt.close();
            assertThat(ended(attempt.closed()).code()).isEqualTo(1006);
            peer.connection().awaitClientEnd();
            assertThat(endpoint.heard()).isEmpty();
        }
    }

    // jetty/jetty.project#1778, jetty/jetty.project#5832
    @Test
    void aContainerThatIsClosedSaysThatItGoesAwayAndLeavesNoThread() throws Exception {
        BrowserWebSocketContainer own = BrowserWebSocketContainer.create();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            own.connectToServer(endpoint, null, peer.uri());
            own.close();
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1001);
            assertThat(endpoint.heard()).containsExactly("open", "close 1001 ");
            Eventually.holds(() -> Resources.threads().isEmpty(), () -> "threads: " + Resources.threads());
        }
    }

    // spring-projects/spring-framework#32445
    @Test
    void closingTheContainerWhileACallbackSendsDoesNotDeadlock() throws Exception {
        BrowserWebSocketContainer own = BrowserWebSocketContainer.create();
        CountDownLatch sending = new CountDownLatch(1);
        RecordingEndpoint busy = new RecordingEndpoint().onText((session, text) -> {
            try {
                while (true) {
                    session.getBasicRemote().sendText("more");
                    sending.countDown();
                }
            } catch (IOException | IllegalStateException closed) {
                // As it should be.
            }
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept(Frame.text("go"));
            c.readAnything();
            while (c.readAnything().length > 0) {
                // Takes everything and answers nothing, not even Close.
            }
        })) {
            own.getProperties().put("adieu.closing-timeout", 200);
            own.connectToServer(busy, null, peer.uri());
            assertThat(sending.await(20, TimeUnit.SECONDS)).isTrue();
            own.close();
            // It waits for no longer than the closing timeout.
            Eventually.holds(
                    () -> busy.heard().equals(List.of("open", "text go", "close 1006 ")),
                    () -> "heard: " + busy.heard());
        }
    }

    // eclipse-ee4j/tyrus#726
    @Test
    void threadsKeepNoApplicationsClassLoader() throws Exception {
        ClassLoader application = new ClassLoader(getClass().getClassLoader()) {};
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        here.setContextClassLoader(application);
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = open(peer);
            Eventually.holds(
                    () -> Resources.threads().stream()
                            .noneMatch(thread -> thread.getContextClassLoader() == application),
                    () -> "a thread of the provider has the class loader of the application: " + Resources.threads());
            session.close();
            ended(session);
        } finally {
            here.setContextClassLoader(before);
        }
    }
}
