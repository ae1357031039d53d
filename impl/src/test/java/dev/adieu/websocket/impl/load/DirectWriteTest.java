package dev.adieu.websocket.impl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends of small messages that a thread waits for, and so writes itself. Only the time that they take shows it. */
@ExtendWith(NothingStaysBehind.class)
class DirectWriteTest {

    private static final int SENDERS = 3;
    private static final int EACH = 1000;

    @ParameterizedTest
    @ValueSource(ints = {8, 100, 125, 126, 1000, 4095, 4096, 4097})
    void framesOfThePeersAreWholeAndInTheOrderOfEachSenderThoughTcpTakesThemInPieces(int size) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(SENDERS);
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(
                        32 * 1024, false, Scripts.acceptAndAnswerClose(c -> c.awaitCue()))) {
            BrowserSession session =
                    (BrowserSession) container.connectToServer(new RecordingEndpoint(), null, peer.uri());
            AtomicInteger returned = new AtomicInteger();
            List<Future<?>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                senders.add(pool.submit(() -> {
                    for (int i = 0; i < EACH; i++) {
                        ByteBuffer message = ByteBuffer.wrap(Numbered.message(number, i, size));
                        if (number == 0 && i % 7 == 0) {
                            session.getAsyncRemote().sendBinary(message);
                        } else {
                            session.getBasicRemote().sendBinary(message);
                        }
                        returned.incrementAndGet();
                    }
                    return null;
                }));
            }
            awaitRest(returned);
            peer.connection().cue();
            for (Future<?> sent : senders) {
                sent.get(60, TimeUnit.SECONDS);
            }
            session.close(3000, "done");
            assertThat(session.closed()
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS)
                            .wasClean())
                    .isTrue();
            assertThat(session.getBufferedAmount()).isZero();
            assertWholeAndInOrder(peer.connection().frames(), size);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits until all have sent all they had, or none can send more. */
    private static void awaitRest(AtomicInteger returned) {
        Eventually.atRest(returned::get, () -> "messages are still being sent");
    }

    private static void assertWholeAndInOrder(List<ClientFrame> frames, int size) {
        int[] next = new int[SENDERS];
        List<ClientFrame> data =
                frames.stream().filter(frame -> !frame.isControl()).toList();
        for (ClientFrame frame : data) {
            int sender = ByteBuffer.wrap(frame.payload()).getInt();
            assertThat(frame.payload()).isEqualTo(Numbered.message(sender, next[sender]++, size));
        }
        assertThat(next).containsOnly(EACH);
        assertThat(frames.get(frames.size() - 1)).hasToString("Close[3000 \"done\"]");
    }

    @Test
    void everyKindOfFrameIsSentAsWhatItIs() throws Exception {
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session =
                    (BrowserSession) container.connectToServer(new RecordingEndpoint(), null, peer.uri());
            var remote = session.getBasicRemote();
            remote.sendText("text");
            remote.sendText("");
            remote.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            remote.sendText("first, ", false);
            remote.sendText("last", true);
            session.close(3000);
            assertThat(Client.closed(session).wasClean()).isTrue();
            assertThat(peer.connection().frames())
                    .extracting(ClientFrame::fin, ClientFrame::rsv, ClientFrame::opcode, ClientFrame::text)
                    .containsExactly(
                            tuple(true, 0, 1, "text"),
                            tuple(true, 0, 1, ""),
                            tuple(true, 0, 2, "\1\2\3"),
                            tuple(false, 0, 1, "first, "),
                            tuple(true, 0, 0, "last"),
                            tuple(true, 0, 8, "\13\uFFFD"));
        }
    }

    @Test
    void aThreadThatIsInterruptedLeavesTheConnectionAlive() throws Exception {
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session =
                    (BrowserSession) container.connectToServer(new RecordingEndpoint(), null, peer.uri());
            Thread.currentThread().interrupt();
            try {
                session.getBasicRemote().sendText("interrupted");
            } catch (java.io.InterruptedIOException accepted) {
                assertThat(accepted).hasMessageContaining("may still arrive");
            }
            Thread.interrupted();
            session.getBasicRemote().sendText("and not");
            session.close(3000);
            assertThat(Client.closed(session).wasClean()).isTrue();
            assertThat(peer.connection().frames()).hasSize(3);
        }
    }
}
