package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers, and what their sessions have in common (Jakarta WebSocket 2.2, {@link WebSocketContainer}). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ContainerRulesTest {

    @Test
    void eachCallOfTheProviderGivesANewContainer() {
        try (BrowserWebSocketContainer one = (BrowserWebSocketContainer) ContainerProvider.getWebSocketContainer();
                BrowserWebSocketContainer two = (BrowserWebSocketContainer) ContainerProvider.getWebSocketContainer()) {
            assertThat(one).isNotSameAs(two);
            one.setDefaultMaxSessionIdleTimeout(1234);
            assertThat(two.getDefaultMaxSessionIdleTimeout()).isZero();
        }
    }

    @Test
    void severalThreadsMaySetDefaultsAndConnect() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            List<CompletableFuture<Void>> threads = IntStream.range(1, 9)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 10; i++) {
                            client.container().setDefaultMaxSessionIdleTimeout(number * 1_000_000L);
                            client.container().setAsyncSendTimeout(number * 1_000_000L);
                            client.container().setDefaultMaxTextMessageBufferSize(number * 1000);
                            client.container().setDefaultMaxBinaryMessageBufferSize(number * 1000);
                            BrowserSession session = client.open(peer.uri());
                            assertThat(session.getMaxIdleTimeout() % 1_000_000).isZero();
                            assertThat(session.getMaxTextMessageBufferSize() % 1000)
                                    .isZero();
                            session.close();
                            Client.closed(session);
                        }
                    }))
                    .toList();
            for (CompletableFuture<Void> thread : threads) {
                thread.get(60, TimeUnit.SECONDS);
            }
            assertThat(client.container().getDefaultMaxSessionIdleTimeout()).isBetween(1_000_000L, 8_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDefaultLimitsFailLargerMessagesOfEachKind(boolean text) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(text ? Frame.text("x".repeat(10)) : Frame.binary(new byte[20]));
                    c.send(text ? Frame.text("x".repeat(11)) : Frame.binary(new byte[21]));
                    c.awaitClose();
                });
                Client client = new Client().impatient()) {
            client.container().setDefaultMaxTextMessageBufferSize(10);
            client.container().setDefaultMaxBinaryMessageBufferSize(20);
            BrowserSession session = client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo(text ? "x".repeat(10) : "20 bytes");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1009);
            assertThat(Client.closed(session).code()).isEqualTo(1006);
        }
    }

    @Test
    void oneHandlerMayServeSeveralSessions() throws Exception {
        Heard heard = new Heard();
        MessageHandler.Whole<ByteBuffer> handler = bytes -> heard.add(bytes.remaining() + " bytes");
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            for (int size = 1; size <= 3; size++) {
                Session session = client.open(peer.uri());
                session.getMessageHandlers().forEach(session::removeMessageHandler);
                session.addMessageHandler(ByteBuffer.class, handler);
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(size));
                assertThat(heard.next()).isEqualTo(size + " bytes");
            }
        }
    }

    @Test
    void aRemoteEndpointOfAClosedSessionMayStillBeConfigured() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            session.close();
            Client.closed(session);
            remote.setBatchingAllowed(true);
            remote.setSendTimeout(5);
            remote.setBatchingAllowed(false);
            remote.flushBatch();
            assertThat(remote.getSendTimeout()).isEqualTo(5);
            assertThat(remote.getBatchingAllowed()).isFalse();
        }
    }

    @Test
    void sendingAnObjectTellsThatTcpWasReset() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(4096, false, c -> {
                    c.accept();
                    c.awaitCue();
                    c.rst();
                });
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread sending = new Thread(() -> {
                try {
                    session.getBasicRemote().sendObject(new byte[32 << 20]);
                    thrown.complete(null);
                } catch (Exception e) {
                    thrown.complete(e);
                }
            });
            sending.start();
            Eventually.holds(() -> sending.getState() == Thread.State.WAITING, () -> "it does not wait");
            peer.connection().cue();
            assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anObjectIsSentAsynchronouslyAndItsResultTold() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(4096, false, c -> {
                    c.accept();
                    c.awaitCue();
                    c.answerClose();
                });
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            CompletableFuture<SendResult> large = new CompletableFuture<>();
            CompletableFuture<SendResult> unknown = new CompletableFuture<>();
            session.getAsyncRemote().sendObject(new byte[32 << 20], large::complete);
            var small = session.getAsyncRemote().sendObject(12);
            session.getAsyncRemote().sendObject(List.of(), unknown::complete);
            assertThat(unknown.get(20, TimeUnit.SECONDS).isOK()).isFalse();
            assertThat(large).isNotDone();
            assertThat(small).isNotDone();
            peer.connection().cue();
            assertThat(large.get(20, TimeUnit.SECONDS).isOK()).isTrue();
            assertThat(small.get(20, TimeUnit.SECONDS)).isNull();
            assertThat(peer.connection().awaitFrames(2))
                    .extracting(ClientFrame::text)
                    .last()
                    .isEqualTo("12");
            assertThatThrownBy(() -> session.getAsyncRemote().sendObject(null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
