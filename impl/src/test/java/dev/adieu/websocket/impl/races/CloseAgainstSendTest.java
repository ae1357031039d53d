package dev.adieu.websocket.impl.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Four threads send, each in its own way, while a fifth closes: what was accepted arrives, what was not is refused, and
 * nothing follows Close.
 */
@Tag("long")
@ExtendWith(NothingStaysBehind.class)
class CloseAgainstSendTest {

    private static final int ROUNDS = 1_000;
    /** The limit that ends a round even if nothing closes. */
    private static final int MOST_SENDS = 200;

    private final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
    private final AtOnce atOnce = new AtOnce();

    @AfterEach
    void close() throws Exception {
        container.close();
        atOnce.close();
    }

    @FunctionalInterface
    private interface Send {
        void send(String message) throws Exception;
    }

    /** Sends until it is refused. */
    private static final class Sender {

        private final String name;
        private final Send send;
        private int accepted;

        Sender(String name, Send send) {
            this.name = name;
            this.send = send;
        }

        void run() throws Exception {
            try {
                for (; accepted < MOST_SENDS; accepted++) {
                    send.send(name + accepted);
                }
            } catch (IllegalStateException closed) {
                assertThatThrownBy(() -> send.send("late")).isInstanceOf(IllegalStateException.class);
            }
        }

        List<String> everythingAccepted() {
            return IntStream.range(0, accepted).mapToObj(i -> name + i).toList();
        }
    }

    @Test
    void aSendThatCompletedWasReceivedAndNothingFollowsClose() throws Exception {
        int interrupted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
                interrupted += round(peer) ? 1 : 0;
            }
        }
        assertThat(interrupted).as("rounds in which close came between sends").isGreaterThan(ROUNDS / 10);
    }

    /** Returns whether some sender was refused after having sent. */
    private boolean round(ScriptedPeer peer) throws Exception {
        BrowserSession session = (BrowserSession) container.connectToServer(new RecordingEndpoint(), null, peer.uri());
        Queue<Future<Void>> futures = new ConcurrentLinkedQueue<>();
        Queue<SendResult> results = new ConcurrentLinkedQueue<>();
        List<Sender> senders = List.of(
                new Sender("basic ", message -> session.getBasicRemote().sendText(message)),
                new Sender("future ", message -> {
                    Future<Void> sent = session.getAsyncRemote().sendText(message);
                    throwIfRefused(sent);
                    futures.add(sent);
                }),
                new Sender("handler ", message -> {
                    if (results.stream().anyMatch(result -> !result.isOK())) {
                        throw new IllegalStateException("a result said that the session is closed");
                    }
                    session.getAsyncRemote().sendText(message, results::add);
                }),
                new Sender(
                        "binary ",
                        message -> session.getBasicRemote()
                                .sendBinary(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)))));

        atOnce.run(
                senders.get(0)::run,
                senders.get(1)::run,
                senders.get(2)::run,
                senders.get(3)::run,
                () -> session.close(3000, "enough"));

        CloseEvent event = Client.closed(session);
        assertThat(event.wasClean()).isTrue();
        // A handler receives the refusal of its message later.
        Sender handled = senders.get(2);
        Eventually.holds(
                () -> results.size() == handled.accepted,
                () -> results.size() + " results of " + handled.accepted + " sends");
        assertThat(results).allMatch(result -> result.isOK() || result.getException() instanceof IllegalStateException);
        handled.accepted = (int) results.stream().filter(SendResult::isOK).count();
        List<ClientFrame> frames = peer.connection().frames();
        List<ClientFrame> data = frames.subList(0, frames.size() - 1);
        assertThat(frames.get(frames.size() - 1)).hasToString("Close[3000 \"enough\"]");
        assertThat(data).noneMatch(ClientFrame::isControl);
        for (Sender sender : senders) {
            assertThat(data.stream().map(ClientFrame::text).filter(text -> text.startsWith(sender.name)))
                    .isEqualTo(sender.everythingAccepted());
        }
        assertThat(data)
                .hasSize(senders.stream().mapToInt(sender -> sender.accepted).sum());
        for (Future<Void> future : new ArrayList<>(futures)) {
            future.get(20, TimeUnit.SECONDS);
        }
        assertThat(session.getBufferedAmount()).isZero();
        return senders.stream().anyMatch(sender -> sender.accepted > 0 && sender.accepted < MOST_SENDS);
    }

    /** Throws why a message was refused, which its future says at once. */
    private static void throwIfRefused(Future<Void> sent) throws Exception {
        if (sent.isDone()) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw (IllegalStateException) e.getCause();
            }
        }
    }
}
