package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote endpoints (Jakarta WebSocket 2.2, section 2.1.4). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class SendingTest {

    private static final byte[] LARGE = new byte[4 << 20];

    /** Assertions that run while a session is open. */
    @FunctionalInterface
    private interface Assertions {
        void check(BrowserSession session, ScriptedPeer peer) throws Exception;
    }

    private static void connected(Script script, Assertions assertions) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(4096, false, script);
                Client client = new Client().impatient()) {
            assertions.check(client.open(peer.uri()), peer);
        }
    }

    /** Reads nothing until it is told to. */
    private static final Script READING_WHEN_TOLD = c -> {
        c.accept();
        c.awaitCue();
    };

    @Test
    void partsOfAMessageAreFramesOfOne() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            remote.sendText("a", false);
            remote.sendText("", false);
            remote.sendText("b", true);
            remote.sendBinary(ByteBuffer.wrap(new byte[] {1}), false);
            remote.sendBinary(ByteBuffer.wrap(new byte[] {2}), true);
            List<ClientFrame> frames = peer.connection().awaitFrames(5);
            assertThat(frames)
                    .extracting(ClientFrame::opcode)
                    .containsExactly(
                            Opcode.TEXT, Opcode.CONTINUATION, Opcode.CONTINUATION, Opcode.BINARY, Opcode.CONTINUATION);
            assertThat(frames).extracting(ClientFrame::fin).containsExactly(false, false, true, false, true);
            assertThat(frames).allMatch(ClientFrame::masked);
        });
    }

    @Test
    void anotherMessageInTheMiddleOfPartsIsRefusedAndControlFramesAreNot() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            remote.sendText("a", false);
            assertThatThrownBy(() -> remote.sendText("whole")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> remote.sendBinary(ByteBuffer.allocate(1)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> remote.sendBinary(ByteBuffer.allocate(1), true))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.getAsyncRemote().sendText("whole").get())
                    .hasCauseInstanceOf(IllegalStateException.class);
            remote.sendPing(ByteBuffer.wrap(new byte[] {7}));
            remote.sendText("b", true);
            remote.sendText("whole");
            assertThat(peer.connection().awaitFrames(4))
                    .extracting(ClientFrame::opcode)
                    .containsExactly(Opcode.TEXT, Opcode.PING, Opcode.CONTINUATION, Opcode.TEXT);
        });
    }

    @Test
    void aWriterIsOneTextMessage() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            try (Writer writer = session.getBasicRemote().getSendWriter()) {
                writer.write("grüße, ");
                writer.flush();
                writer.append("x".repeat(20_000));
            }
            session.getBasicRemote().sendText("end");
            peer.connection().awaitFrame(Opcode.TEXT);
            Eventually.holds(
                    () -> message(peer, "end").length() == 20_007,
                    () -> peer.connection().toString());
            assertThat(message(peer, "end")).startsWith("grüße, xxx");
            assertThatThrownBy(() -> session.getBasicRemote().sendText(null))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    /** Returns the first message, once the one after it has come. */
    private static String message(ScriptedPeer peer, String next) {
        List<ClientFrame> frames = peer.connection().frames();
        if (frames.isEmpty() || !frames.get(frames.size() - 1).text().equals(next)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        frames.subList(0, frames.size() - 1).forEach(frame -> text.append(frame.text()));
        return text.toString();
    }

    @Test
    void aStreamOrWriterThatIsClosedWithoutAWriteSendsNothing() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            session.getBasicRemote().getSendStream().close();
            session.getBasicRemote().getSendWriter().close();
            session.getBasicRemote().sendText("end");
            assertThat(peer.connection().awaitFrames(1))
                    .extracting(ClientFrame::text)
                    .containsExactly("end");
        });
    }

    /** {@code RemoteEndpoint.Basic}: a write of nothing is a message of zero length. */
    @Test
    void aStreamOrWriterThatWroteNothingSendsAnEmptyMessage() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            try (OutputStream out = session.getBasicRemote().getSendStream()) {
                out.write(new byte[0]);
            }
            try (Writer writer = session.getBasicRemote().getSendWriter()) {
                writer.append("");
            }
            session.getBasicRemote().sendText("end");
            List<ClientFrame> frames = peer.connection().awaitFrames(3);
            assertThat(frames).extracting(ClientFrame::opcode).containsExactly(Opcode.BINARY, Opcode.TEXT, Opcode.TEXT);
            assertThat(frames).extracting(ClientFrame::text).containsExactly("", "", "end");
            assertThat(frames).allMatch(ClientFrame::fin);
        });
    }

    @Test
    void aStreamIsOneBinaryMessage() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            try (OutputStream out = session.getBasicRemote().getSendStream()) {
                out.write(1);
                out.write(new byte[20_000]);
            }
            try (OutputStream out = session.getBasicRemote().getSendStream()) {
                out.flush();
            }
            session.getBasicRemote().sendText("end");
            ClientFrame end = peer.connection().awaitFrame(Opcode.TEXT);
            assertThat(end.text()).isEqualTo("end");
            List<ClientFrame> frames = peer.connection().frames();
            assertThat(frames.stream().filter(ClientFrame::fin)).hasSize(2);
            assertThat(frames.stream()
                            .filter(frame -> frame.opcode() != Opcode.TEXT)
                            .mapToInt(frame -> frame.payload().length)
                            .sum())
                    .isEqualTo(20_001);
        });
    }

    @Test
    void pingsAndPongsCarryAtMost125Bytes() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            session.getBasicRemote().sendPing(ByteBuffer.allocate(125));
            session.getAsyncRemote().sendPong(ByteBuffer.allocate(0));
            session.getBasicRemote().sendPing(null);
            assertThatThrownBy(() -> session.getBasicRemote().sendPing(ByteBuffer.allocate(126)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.getAsyncRemote().sendPong(ByteBuffer.allocate(126)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(peer.connection().awaitFrames(3))
                    .extracting(ClientFrame::opcode)
                    .containsExactly(Opcode.PING, Opcode.PONG, Opcode.PING);
        });
    }

    @Test
    void aBufferMayBeChangedWhenTheMethodHasReturned() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});
            Future<Void> sent = session.getAsyncRemote().sendBinary(buffer);
            buffer.put(0, (byte) 9).rewind();
            sent.get(20, TimeUnit.SECONDS);
            session.getBasicRemote().setBatchingAllowed(true);
            session.getBasicRemote().sendBinary(buffer);
            buffer.put(0, (byte) 8);
            session.getBasicRemote().flushBatch();
            assertThat(peer.connection().awaitFrames(2))
                    .extracting(ClientFrame::payload)
                    .containsExactly(new byte[] {1, 2, 3}, new byte[] {9, 2, 3});
        });
    }

    @Test
    void aHandlerIsGivenItsSessionOffTheIoThread() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            CompletableFuture<String> thread = new CompletableFuture<>();
            session.getAsyncRemote().sendText("a", sent -> {
                thread.complete(Thread.currentThread().getName());
                result.complete(sent);
            });
            assertThat(result.get(20, TimeUnit.SECONDS).isOK()).isTrue();
            assertThat(result.get().getException()).isNull();
            assertThatItKnows(session, result.get());
            assertThat(thread.get()).startsWith("adieu-callback");
        });
    }

    /** Asserts that a result has its session; Jakarta WebSocket 2.1 has no place for it. */
    private static void assertThatItKnows(Session session, SendResult result) throws ReflectiveOperationException {
        for (Method method : SendResult.class.getMethods()) {
            if (method.getName().equals("getSession")) {
                assertThat(method.invoke(result)).isSameAs(session);
            }
        }
    }

    @Test
    void aFailedSendTellsItsHandlerWhy() throws Exception {
        connected(READING_WHEN_TOLD, (session, peer) -> {
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            session.getAsyncRemote().sendBinary(ByteBuffer.wrap(LARGE), result::complete);
            peer.connection().rst();
            assertThat(result.get(20, TimeUnit.SECONDS).isOK()).isFalse();
            assertThat(result.get().getException()).isInstanceOf(IOException.class);
            assertThatItKnows(session, result.get());
        });
    }

    @Test
    void aSendThatThePeerDoesNotReadMeetsItsTimeout() throws Exception {
        connected(READING_WHEN_TOLD, (session, peer) -> {
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            remote.setSendTimeout(100);
            assertThat(remote.getSendTimeout()).isEqualTo(100);
            Future<Void> begun = remote.sendBinary(ByteBuffer.wrap(LARGE));
            Future<Void> waiting = remote.sendText("withdrawn");
            CompletableFuture<SendResult> handled = new CompletableFuture<>();
            remote.sendText("withdrawn too", handled::complete);
            for (Future<Void> late : List.of(begun, waiting)) {
                assertThatThrownBy(() -> late.get(20, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasMessageContaining("send timeout of 100 ms");
            }
            assertThat(handled.get(20, TimeUnit.SECONDS).getException()).hasMessageContaining("send timeout");
            remote.setSendTimeout(0);
            Future<Void> unlimited = remote.sendText("last");
            peer.connection().cue();
            unlimited.get(20, TimeUnit.SECONDS);
            assertThat(peer.connection().awaitFrame(Opcode.TEXT).text()).isEqualTo("last");
            assertThat(peer.connection().frames().get(0).payload()).hasSize(LARGE.length);
        });
    }

    @Test
    void theContainersTimeoutIsTheDefault() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(4096, false, READING_WHEN_TOLD);
                Client client = new Client().impatient()) {
            client.container().setAsyncSendTimeout(100);
            assertThat(client.container().getDefaultAsyncSendTimeout()).isEqualTo(100);
            BrowserSession session = client.open(peer.uri());
            assertThat(session.getAsyncRemote().getSendTimeout()).isEqualTo(100);
            Future<Void> late = session.getAsyncRemote().sendBinary(ByteBuffer.wrap(LARGE));
            assertThatThrownBy(() -> late.get(20, TimeUnit.SECONDS)).hasMessageContaining("send timeout");
        }
    }

    @Test
    void aBatchIsSentWhenItIsFlushedOrBatchingEnds() throws Exception {
        connected(Scripts.echo(), (session, peer) -> {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            assertThat(remote.getBatchingAllowed()).isFalse();
            remote.setBatchingAllowed(true);
            assertThat(session.getAsyncRemote().getBatchingAllowed()).isTrue();
            // The event loop, when it works for another reason, takes a batch with it. Once it rests, a message waits.
            AtomicInteger sent = new AtomicInteger();
            Eventually.holds(
                    () -> {
                        try {
                            remote.sendText("batched");
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                        return peer.connection().frames().size() < sent.incrementAndGet()
                                && session.getBufferedAmount() > 0;
                    },
                    () -> "no message waits of " + sent);
            remote.flushBatch();
            peer.connection().awaitFrames(sent.get());
            remote.sendText("more");
            remote.setBatchingAllowed(false);
            peer.connection().awaitFrames(sent.get() + 1);
            Eventually.holds(
                    () -> session.getBufferedAmount() == 0, () -> session.getBufferedAmount() + " bytes are buffered");
        });
    }

    /** {@code RemoteEndpoint.setBatchingAllowed}: written to the batch is completed. */
    @ParameterizedTest
    @ValueSource(longs = {0, 20_000})
    void withBatchingASendHasCompletedWhenItsMessageIsInTheBatch(long timeout) throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            remote.setSendTimeout(timeout);
            remote.setBatchingAllowed(true);
            assertThat(remote.sendText("with a future").get(20, TimeUnit.SECONDS))
                    .isNull();
            BlockingQueue<SendResult> results = new LinkedBlockingQueue<>();
            remote.sendText("with a handler", results::add);
            assertThat(results.poll(20, TimeUnit.SECONDS)).matches(SendResult::isOK);
            remote.flushBatch();
            assertThat(peer.connection().awaitFrames(2))
                    .extracting(ClientFrame::text)
                    .containsExactly("with a future", "with a handler");
            remote.sendText("the last", results::add);
            assertThat(results.poll(20, TimeUnit.SECONDS)).matches(SendResult::isOK);
            remote.setBatchingAllowed(false);
            peer.connection().awaitFrames(3);
            remote.sendText("no batch", results::add);
            assertThat(results.poll(20, TimeUnit.SECONDS)).matches(SendResult::isOK);
            assertThat(results).as("each handler is called once").isEmpty();
        });
    }

    @Test
    void withBatchingASendThatFillsTheBatchWaitsUntilItIsWritten() throws Exception {
        connected(READING_WHEN_TOLD, (session, peer) -> {
            session.getBasicRemote().setBatchingAllowed(true);
            session.getBasicRemote().sendText("in the batch");
            Future<Void> full = session.getAsyncRemote().sendBinary(ByteBuffer.wrap(LARGE));
            CompletableFuture<Void> blocked = new CompletableFuture<>();
            Thread sending = new Thread(() -> {
                try {
                    session.getBasicRemote().sendBinary(ByteBuffer.wrap(LARGE));
                    blocked.complete(null);
                } catch (IOException e) {
                    blocked.completeExceptionally(e);
                }
            });
            sending.start();
            Eventually.holds(() -> sending.getState() == Thread.State.WAITING, () -> "it does not wait");
            assertThat(full).isNotDone();
            peer.connection().cue();
            full.get(20, TimeUnit.SECONDS);
            blocked.get(20, TimeUnit.SECONDS);
        });
    }

    @Test
    void aBatchThatWasNotFlushedGoesOutBeforeClose() throws Exception {
        connected(Scripts.echo(), (session, peer) -> {
            session.getBasicRemote().setBatchingAllowed(true);
            session.getBasicRemote().sendText("batched");
            session.close();
            assertThat(peer.connection().awaitFrames(2))
                    .extracting(ClientFrame::opcode)
                    .containsExactly(Opcode.TEXT, Opcode.CLOSE);
        });
    }

    @Test
    void aLargeBatchIsSentEarly() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            session.getBasicRemote().setBatchingAllowed(true);
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(100_000));
            assertThat(peer.connection().awaitFrameAt(0).payload()).hasSize(100_000);
        });
    }

    @Test
    void nothingIsSentOnceTheSessionIsClosing() throws Exception {
        connected(Scripts.acceptAndNeverAnswer(), (session, peer) -> {
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            RemoteEndpoint.Async async = session.getAsyncRemote();
            session.close();
            assertThatThrownBy(() -> basic.sendText("late")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> async.sendText("late").get()).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(resultOf(async)).isInstanceOf(IllegalStateException.class);
            async.setSendTimeout(10_000);
            assertThatThrownBy(() -> async.sendText("late").get()).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(resultOf(async)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> basic.sendPing(null)).isInstanceOf(IllegalStateException.class);
            Client.closed(session);
            assertThatThrownBy(session::getBasicRemote).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> basic.sendText("later")).isInstanceOf(IllegalStateException.class);
            assertThat(resultOf(async)).isInstanceOf(IllegalStateException.class);
            ((BrowserWebSocketContainer) session.getContainer()).close();
            // The threads have ended as well.
            assertThat(resultOf(async)).isInstanceOf(IllegalStateException.class);
            assertThat(resultOf(async)).isInstanceOf(IllegalStateException.class);
        });
    }

    private static Throwable resultOf(RemoteEndpoint.Async async) throws Exception {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        async.sendBinary(ByteBuffer.allocate(1), result::complete);
        return result.get(20, TimeUnit.SECONDS).getException();
    }

    /** One way of sending what is in a buffer. */
    @FunctionalInterface
    private interface SendingBytes {
        void send(BrowserSession session, ByteBuffer data) throws Exception;
    }

    private static final Map<String, SendingBytes> WAYS = Map.of(
            "sendBinary", (session, data) -> session.getBasicRemote().sendBinary(data),
            "sendBinary in parts", (session, data) -> session.getBasicRemote().sendBinary(data, true),
            "asynchronously",
                    (session, data) -> session.getAsyncRemote().sendBinary(data).get(20, TimeUnit.SECONDS),
            "with a handler",
                    (session, data) -> {
                        CompletableFuture<SendResult> result = new CompletableFuture<>();
                        session.getAsyncRemote().sendBinary(data, result::complete);
                        assertThat(result.get(20, TimeUnit.SECONDS).isOK()).isTrue();
                    },
            "sendPing", (session, data) -> session.getBasicRemote().sendPing(data),
            "sendPong", (session, data) -> session.getAsyncRemote().sendPong(data));

    static Stream<Arguments> waysWithAndWithoutBatching() {
        return WAYS.keySet().stream()
                .flatMap(way -> Stream.of(false, true).map(batching -> Arguments.of(way, batching)));
    }

    /** {@code RemoteEndpoint}: the limit is unchanged, and the position is equal to it. */
    @ParameterizedTest
    @MethodSource("waysWithAndWithoutBatching")
    void theBufferOfAMessageThatWasSentIsAtItsLimit(String way, boolean batching) throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            session.getBasicRemote().setBatchingAllowed(batching);
            ByteBuffer data = ByteBuffer.wrap("0123456789".getBytes(StandardCharsets.US_ASCII))
                    .position(2)
                    .limit(7);
            WAYS.get(way).send(session, data);
            assertThat(data.position()).isEqualTo(7);
            assertThat(data.limit()).isEqualTo(7);
            session.getBasicRemote().setBatchingAllowed(false);
            assertThat(peer.connection().awaitFrameAt(0).text()).isEqualTo("23456");
        });
    }

    @Test
    void theBufferOfAnEncoderOrOfAnObjectIsNotChanged() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            ByteBuffer data = ByteBuffer.wrap("again".getBytes(StandardCharsets.US_ASCII));
            session.getBasicRemote().sendObject(data);
            session.getAsyncRemote().sendObject(data).get(20, TimeUnit.SECONDS);
            assertThat(peer.connection().awaitFrames(2))
                    .extracting(ClientFrame::text)
                    .containsExactly("again", "again");
        });
    }

    /** Blocks a send of more than TCP takes; the peer then does something. */
    private static Throwable blockedSend(Script then, Consumer<BrowserSession> act) throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        connected(
                c -> {
                    c.accept();
                    c.awaitCue();
                    then.run(c);
                },
                (session, peer) -> {
                    Thread sending = new Thread(() -> {
                        try {
                            session.getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[32 << 20]));
                            thrown.complete(null);
                        } catch (IOException e) {
                            thrown.complete(e);
                        }
                    });
                    sending.start();
                    Eventually.holds(() -> sending.getState() == Thread.State.WAITING, () -> "it does not wait");
                    act.accept(session);
                    peer.connection().cue();
                    thrown.get(20, TimeUnit.SECONDS);
                });
        return thrown.get();
    }

    @Test
    void aBlockedSendTellsThatTcpWasReset() throws Exception {
        assertThat(blockedSend(c -> c.rst(), session -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the connection ended before the message was written: ")
                .hasMessageNotContaining("null");
    }

    @Test
    void aBlockedSendTellsThatThisSideClosed() throws Exception {
        assertThat(blockedSend(c -> c.awaitCue(), BrowserSession::close))
                .hasMessageContaining("this side closed it, and TCP ended before the peer took the rest");
    }

    @Test
    void interruptingABlockedSendLetsItsThreadGo() throws Exception {
        connected(READING_WHEN_TOLD, (session, peer) -> {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread sending = new Thread(() -> {
                try {
                    session.getBasicRemote().sendBinary(ByteBuffer.wrap(LARGE));
                    thrown.complete(null);
                } catch (IOException e) {
                    thrown.complete(e);
                }
            });
            sending.start();
            Eventually.holds(() -> sending.getState() == Thread.State.WAITING, () -> "it does not wait");
            sending.interrupt();
            assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
        });
    }

    @Test
    void nullsAreRefused() throws Exception {
        connected(Scripts.acceptAndAnswerClose(), (session, peer) -> {
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            RemoteEndpoint.Async async = session.getAsyncRemote();
            assertThatThrownBy(() -> basic.sendBinary(null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> basic.sendText(null, true)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> basic.sendBinary(null, true)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> async.sendText(null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> async.sendText("a", null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> async.sendBinary(null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> async.sendBinary(ByteBuffer.allocate(1), null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> async.sendObject(null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> async.sendObject("a", null)).isInstanceOf(IllegalArgumentException.class);
        });
    }
}
