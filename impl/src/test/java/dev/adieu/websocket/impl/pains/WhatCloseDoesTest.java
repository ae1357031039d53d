package dev.adieu.websocket.impl.pains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.SyntaxException;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That {@code close} closes: soon, once, with what was asked for, and after what was sent. */
class WhatCloseDoesTest extends Pains {

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    // jakartaee/websocket#216
    @Test
    void closeReturnsAtOnceThoughThePeerNeverAnswers() throws Exception {
        container.getProperties().put("adieu.closing-timeout", Duration.ofSeconds(3));
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer())) {
            BrowserSession session = open(peer);
            session.close();
            assertThat(session.getReadyState())
                    .as("it has not waited for the end")
                    .isEqualTo(ReadyState.CLOSING);
        }
    }

    // OpenLiberty/open-liberty#25997, TooTallNate/Java-WebSocket#381, TooTallNate/Java-WebSocket#1317,
    // jetty/jetty.project#865
    @Test
    void closingAnHonestPeerTakesNoFixedDelayAndClosesTheSocket() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = open(peer);
            long start = System.nanoTime();
            session.close(3000);
            assertThat(ended(session).wasClean()).isTrue();
            assertThat(since(start)).as("far less than any of the clocks").isLessThan(Duration.ofSeconds(2));
            peer.connection().awaitClientEnd();
        }
    }

    // netty/netty PR#8896, eclipse-vertx/vert.x#5592, quarkusio/quarkus PR#48437, square/okhttp PR#3013,
    // websockets/ws#766, python-websockets/websockets#704
    @Test
    void aPeerThatNeverAnswersIsCutAfterOneClosingTimeoutThatCanBeConfigured() throws Exception {
        container.getProperties().put("adieu.closing-timeout", 400);
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer())) {
            BrowserSession session = open(peer);
            long start = System.nanoTime();
            session.close();
            assertThat(ended(session).code()).isEqualTo(1006);
            assertThat(since(start)).isBetween(Duration.ofMillis(400), Duration.ofMillis(1_600));
        }
    }

    // eclipse-vertx/vert.x PR#5609
    @Test
    void theTimeForTheAnswerStartsWhenTheCloseFrameWasWritten() throws Exception {
        container.getProperties().put("adieu.closing-timeout", 3_000);
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(32 * 1024, false, Scripts.acceptAndAnswerClose(c -> {
            c.pause(Duration.ofMillis(1_700));
            c.awaitClose();
            c.pause(Duration.ofMillis(1_700));
        }))) {
            BrowserSession session = open(peer);
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(16 << 20));
            long start = System.nanoTime();
            session.close();
            assertThat(ended(session).wasClean()).isTrue();
            assertThat(since(start)).isGreaterThan(Duration.ofMillis(3_000));
        }
    }

    // TooTallNate/Java-WebSocket#561, jetty/jetty.project#3666
    @Test
    void queuedMessagesAreSentBeforeClose() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = open(peer);
            for (int i = 0; i < 1_000; i++) {
                session.getAsyncRemote().sendText("message " + i);
            }
            session.close();
            assertThat(ended(session).wasClean()).isTrue();
            assertThat(peer.connection().frames()).hasSize(1_001).last().matches(ClientFrame::isClose);
        }
    }

    // jetty/jetty.project#605
    @Test
    void concurrentClosesSendOneCloseFrame() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = open(peer);
            Stream.iterate(3000, code -> code + 1).limit(16).parallel().forEach(session::close);
            assertThat(ended(session).wasClean()).isTrue();
            assertThat(peer.connection().frames()).hasSize(1);
        }
    }

    // jakartaee/websocket#160, TooTallNate/Java-WebSocket#1459
    @ParameterizedTest
    @ValueSource(ints = {1004, 1005, 1006, 1015})
    void aCodeThatIsNeverOnTheWireIsRefusedAndOnCloseIsNotLost(int code) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = open(peer);
            assertThatThrownBy(() -> session.close(code)).isInstanceOf(InvalidAccessException.class);
            assertThat(session.getReadyState()).isEqualTo(ReadyState.OPEN);
            session.close(3000, "instead");
            ended(session);
            assertThat(endpoint.heard()).containsExactly("open", "close 3000 instead");
        }
    }

    // square/okhttp#5594, tldraw/tldraw PR#10116
    @Test
    void aReasonThatIsTooLongIsRefusedAndTheSocketIsNotLeftHalfClosed() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = open(peer);
            assertThatThrownBy(() -> session.close(3000, "x".repeat(124))).isInstanceOf(SyntaxException.class);
            session.getBasicRemote().sendText("usable");
            session.close(3000, "x".repeat(123));
            assertThat(ended(session).reason()).hasSize(123);
        }
    }

    // whatwg/websockets#24, crossbario/autobahn-python#31
    @ParameterizedTest
    @ValueSource(ints = {1008, 1011})
    void aServerSideCallerMaySendTheCodesThatAScriptMayNotIfItAsksForTheRfcsRules(int code) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession strict = open(peer);
            assertThatThrownBy(() -> strict.close(code)).isInstanceOf(InvalidAccessException.class);
            container.getProperties().put("adieu.rules", "rfc6455");
            BrowserSession session = open(peer);
            session.close(code, "policy");
            CloseEvent event = ended(session);
            assertThat(event.code()).isEqualTo(code);
            strict.close();
        }
    }
}
