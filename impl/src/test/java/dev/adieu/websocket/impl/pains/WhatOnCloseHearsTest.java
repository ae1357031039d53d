package dev.adieu.websocket.impl.pains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That {@code onClose} is called, once, and with what really happened. */
class WhatOnCloseHearsTest extends Pains {

    static Stream<Arguments> everyEnd() {
        return Stream.of(
                Arguments.of("Close", Scripts.close(1000, "")),
                Arguments.of("FIN", (Script) c -> {
                    c.accept();
                    c.fin();
                }),
                Arguments.of("RST", (Script) c -> {
                    c.accept();
                    c.rst();
                }),
                Arguments.of("broken frame", (Script) c -> {
                    c.accept(Frame.text("masked").masked());
                    c.awaitClientEnd();
                }));
    }

    // eclipse-ee4j/tyrus#352, quarkusio/quarkus#9319
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyEnd")
    void onCloseIsAlwaysCalledOnce(String end, Script script) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
            ended(open(peer));
            assertThat(endpoint.heard().stream().filter(event -> event.startsWith("close ")))
                    .hasSize(1);
        }
    }

    // eclipse-ee4j/tyrus#407, eclipse-ee4j/tyrus#562, eclipse-ee4j/tyrus#471
    @Test
    void withoutACloseFrameOnCloseHears1006AndNot1000() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.fin();
        })) {
            ended(open(peer));
            assertThat(endpoint.heard()).containsExactly("open", "close 1006 ");
        }
    }

    // jetty/jetty.project#11529
    @ParameterizedTest
    @ValueSource(ints = {1001, 1008, 1011, 1013, 3000, 4999})
    void codesOtherThan1000ReachTheClient(int code) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(code, "why"))) {
            ended(open(peer));
            assertThat(endpoint.heard()).containsExactly("open", "close " + code + " why");
        }
    }

    // quarkusio/quarkus#42271, reactor/reactor-netty#1891, helidon-io/helidon#8407, helidon-io/helidon#12464
    @Test
    void aCloseWithoutACodeIsAcceptedAndAnsweredWithoutACode() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept(Frame.close());
            c.awaitClose();
            c.fin();
        })) {
            CloseEvent event = ended(open(peer));
            assertThat(event).isEqualTo(new CloseEvent(1005, "", true, Initiator.PEER, event.failure()));
            assertThat(peer.connection().awaitClose().payload()).isEmpty();
            assertThat(endpoint.heard()).containsExactly("open", "close 1005 ");
        }
    }

    // jetty/jetty.project#5274
    @Test
    void aPeerThatLeftIsToldFromOneThatBroke() throws Exception {
        try (ScriptedPeer leaves = ScriptedPeer.plain(Scripts.close(1001, ""));
                ScriptedPeer breaks = ScriptedPeer.plain(c -> {
                    c.accept();
                    c.rst();
                })) {
            CloseEvent left = ended(open(leaves));
            assertThat(left).isEqualTo(new CloseEvent(1001, "", true, Initiator.PEER, left.failure()));
            assertThat(left.failure()).isEmpty();
            CloseEvent broke = ended(open(breaks));
            assertThat(broke.code()).isEqualTo(1006);
            assertThat(broke.wasClean()).isFalse();
            assertThat(endpoint.heard()).endsWith("open", "error", "close 1006 ");
        }
    }

    // jakartaee/websocket#480
    @Test
    void anIdleTimeoutSends1001AndOnCloseHearsWhatThePeerAnswered() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.awaitClose();
            c.send(Frame.close(4002, "answer"));
            c.fin();
        })) {
            BrowserSession session = open(peer);
            session.setMaxIdleTimeout(50);
            assertThat(ended(session).code()).isEqualTo(4002);
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1001);
        }
    }

    // luminus-framework/ring-undertow-adapter#18
    @Test
    void aPulledCableIsNoticedWithAnIdleTimeout() throws Exception {
        container.getProperties().put("adieu.closing-timeout", 50);
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.stopReading();
        })) {
            BrowserSession session = open(peer);
            session.setMaxIdleTimeout(50);
            ended(session);
            assertThat(endpoint.heard()).containsExactly("open", "close 1006 ");
        }
    }

    // eclipse-ee4j/tyrus#599
    @Test
    void theLastDataOverTlsIsNotLostWhenTheSocketCloses() throws Exception {
        String large = "x".repeat(1 << 20);
        try (ScriptedPeer peer = ScriptedPeer.tls(c -> {
            c.accept(Frame.text(large), Frame.text("the last"), Frame.close(1000));
            c.fin();
        })) {
            ended(open(peer));
            assertThat(endpoint.heard()).containsExactly("open", "text " + large, "text the last", "close 1000 ");
        }
    }

    // eclipse-ee4j/tyrus#771
    @Test
    void anExceptionsMessageNeverBecomesACloseReason() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept(Frame.text("first"), Frame.text("second"), Frame.close(1000, "bye"));
            c.awaitClose();
            c.fin();
        })) {
            RecordingEndpoint throwing = new RecordingEndpoint().onText((session, text) -> {
                throw new IllegalStateException("long ".repeat(1_000));
            });
            ended((BrowserSession) container.connectToServer(throwing, null, peer.uri()));
            assertThat(throwing.heard())
                    .containsExactly("open", "text first", "error", "text second", "error", "close 1000 bye");
            assertThat(peer.connection().awaitClose().closeReason()).isEqualTo("bye");
        }
    }

    // jetty/jetty.project#4462, TooTallNate/Java-WebSocket#798, TooTallNate/Java-WebSocket#1101, ably/ably-java PR#1080
    @Test
    void onCloseIsCalledUnderNoLock() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1000, ""))) {
            StringBuilder fromElsewhere = new StringBuilder();
            endpoint.onClose(session -> {
                Thread other = new Thread(() -> {
                    session.close(3000, "too late");
                    session.getOpenSessions();
                    fromElsewhere.append(session.getReadyState());
                });
                other.start();
                join(other);
            });
            ended(open(peer));
            assertThat(fromElsewhere).hasToString("CLOSED");
        }
    }

    private static void join(Thread other) {
        try {
            other.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // jetty/jetty.project#6287, jetty/jetty.project#4401, jetty/jetty.project#5859
    @Test
    void callbacksRunUnderTheClassLoaderThatConnected() throws Exception {
        ClassLoader own = new ClassLoader(getClass().getClassLoader()) {};
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        ClassLoader[] seen = new ClassLoader[2];
        endpoint.onOpen(session -> seen[0] = Thread.currentThread().getContextClassLoader());
        endpoint.onClose(session -> seen[1] = Thread.currentThread().getContextClassLoader());
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1000, ""))) {
            here.setContextClassLoader(own);
            ended(open(peer));
            assertThat(seen).containsExactly(own, own);
        } finally {
            here.setContextClassLoader(before);
        }
    }

    // apache/tomcat PR#1041
    @Test
    void noPongFollowsOurClose() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.awaitCue();
            c.awaitClose();
            c.fin();
        })) {
            BrowserSession session = open(peer);
            PeerConnection connection = peer.connection();
            for (int i = 0; i < 100; i++) {
                connection.send(Frame.ping("before"));
            }
            session.close(3000, "");
            for (int i = 0; i < 100; i++) {
                connection.send(Frame.ping("after"));
            }
            connection.send(Frame.close(3000));
            connection.cue();
            assertThat(ended(session).wasClean()).isTrue();
            connection.awaitOver();
            assertThat(connection.frames().get(connection.frames().size() - 1).isClose())
                    .isTrue();
        }
    }
}
