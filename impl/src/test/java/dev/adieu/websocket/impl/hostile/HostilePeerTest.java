package dev.adieu.websocket.impl.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.TcpEvent;
import dev.adieu.websocket.peer.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Peers that send what no honest one would: each is survived or fails clearly, costs little memory, and harms no other
 * session.
 */
@ExtendWith(NothingStaysBehind.class)
class HostilePeerTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final int LIMIT = 4 * MEBIBYTE;
    private static final int MEMORY = 32 * MEBIBYTE;

    private final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
    private final ScriptedPeer echo = ScriptedPeer.plain(Scripts.endlessEcho());
    private BrowserSession other;
    private final CountDownLatch echoed = new CountDownLatch(2);
    private long heapBefore;
    private long directBefore;

    @BeforeEach
    void openAnotherSession() throws Exception {
        other = (BrowserSession) container.connectToServer(
                new RecordingEndpoint().onText((session, text) -> echoed.countDown()), null, echo.uri());
        other.getBasicRemote().sendText("before");
        heapBefore = Resources.heap();
        directBefore = Resources.direct();
    }

    @AfterEach
    void theOtherSessionIsUnharmedAndTheMemoryIsBounded() throws Exception {
        try (echo;
                container) {
            assertThat(Resources.direct() - directBefore).as("direct memory").isLessThan(MEMORY);
            Eventually.holds(
                    () -> Resources.heap() - heapBefore < MEMORY,
                    () -> "heap grew by " + (Resources.heap() - heapBefore));
            other.getBasicRemote().sendText("after");
            assertThat(echoed.await(20, TimeUnit.SECONDS)).isTrue();
            other.close();
            assertThat(ended(other).wasClean()).isTrue();
        }
    }

    private static CloseEvent ended(BrowserSession session) throws Exception {
        return session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Sends until the client is gone, by FIN or by a reset. */
    private static void floodUntilGone(PeerConnection c, Wire wire) throws IOException {
        byte[] bytes = wire.bytes();
        try {
            while (c.tcpEvents().stream().noneMatch(event -> event.side() == TcpEvent.Side.CLIENT)) {
                c.send(() -> bytes);
            }
        } catch (SocketException clientIsGone) {
            // As it should be.
        }
    }

    private void assertConnectingFails(Script script, String message) {
        try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            assertThatThrownBy(() -> container.connectToServer(endpoint, null, peer.uri()))
                    .hasStackTraceContaining(message);
            assertThat(endpoint.heard()).isEmpty();
            peer.connection().awaitClientEnd();
        }
    }

    @Test
    void aMebibyteOfHeaderFailsTheAttempt() {
        assertConnectingFails(
                c -> {
                    Wire answer = c.accepting().header("X-Large", "x".repeat(MEBIBYTE));
                    try {
                        c.send(answer);
                    } catch (SocketException clientIsGone) {
                        // As it should be.
                    }
                },
                "header");
    }

    @Test
    void anEndlessHeaderFailsTheAttempt() {
        assertConnectingFails(
                c -> {
                    c.request();
                    c.send(Wire.ascii("HTTP/1.1 101 Switching Protocols\r\n"));
                    floodUntilGone(c, Wire.ascii("X-More: and more\r\n".repeat(1_000)));
                },
                "header");
    }

    @Test
    void anEndlessStatusLineFailsTheAttempt() {
        assertConnectingFails(
                c -> {
                    c.request();
                    c.send(Wire.ascii("HTTP/1.1 101 "));
                    floodUntilGone(c, Wire.ascii("x".repeat(16_384)));
                },
                "line");
    }

    @Test
    void anEndlessBodyOfARefusalIsNotRead() {
        assertConnectingFails(
                c -> {
                    c.request();
                    c.send(Wire.ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
                    floodUntilGone(c, Wire.ascii("4000\r\n" + "x".repeat(0x4000) + "\r\n"));
                },
                "101");
    }

    @Test
    void aResponseThatComesByteByByteAndNeverEndsFailsAtTheConnectTimeout() {
        container.getProperties().put("adieu.connect-timeout", 300);
        long start = System.nanoTime();
        assertConnectingFails(
                c -> {
                    c.request();
                    c.send(Wire.ascii("HTTP/1.1 101 Switching Protocols\r\nX-Slow: "));
                    try {
                        while (c.tcpEvents().isEmpty()) {
                            c.send(Wire.ascii("x"));
                            c.pause(Duration.ofMillis(10));
                        }
                    } catch (SocketException clientIsGone) {
                        // As it should be.
                    }
                },
                "connect timeout of 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    static Stream<Arguments> framesThatAreTooLongOrCannotBe() {
        return Stream.of(
                Arguments.of("2^63 bytes", 1002, Frame.binary().claiming(Long.MIN_VALUE)),
                Arguments.of("2^64 - 1 bytes", 1002, Frame.binary().claiming(-1)),
                Arguments.of("2^63 - 1 bytes", 1009, Frame.binary().claiming(Long.MAX_VALUE)),
                Arguments.of("2^31 bytes", 1009, Frame.binary().claiming(1L << 31)),
                Arguments.of("2^31 bytes of text", 1009, Frame.text("").claiming(1L << 31)),
                Arguments.of("2^31 - 1 bytes", 1009, Frame.binary().claiming(Integer.MAX_VALUE)),
                Arguments.of("one byte over the limit", 1009, Frame.binary().claiming(LIMIT + 1)),
                Arguments.of("a ping of 2^31 bytes", 1002, Frame.ping("").claiming(1L << 31)),
                Arguments.of("a Close of 2^63 bytes", 1002, Frame.close().claiming(Long.MIN_VALUE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framesThatAreTooLongOrCannotBe")
    void aFrameThatIsTooLongFailsTheConnectionBeforeItsPayloadComes(String what, int code, Frame header)
            throws Exception {
        assertFails(code, c -> {
            c.accept();
            c.send(header);
            c.awaitClose();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framesThatAreTooLongOrCannotBe")
    void aFrameThatIsTooLongIsNotReadWhateverFollowsIt(String what, int code, Frame header) throws Exception {
        assertFails(code, c -> {
            c.accept();
            c.send(header);
            floodUntilGone(c, Wire.raw(new byte[64 * 1024]));
        });
    }

    private void assertFails(int code, Script script) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
            CloseEvent event = ended(session);
            assertThat(event.code()).isEqualTo(1006);
            assertThat(event.wasClean()).isFalse();
            assertThat(event.failure()).isPresent();
            assertThat(endpoint.heard()).containsExactly("open", "error", "close 1006 ");
            peer.connection().awaitClientEnd();
            // Lost with a reset where the peer floods and does not read.
            assertThat(peer.connection().frames())
                    .hasSizeLessThan(2)
                    .allSatisfy(frame -> assertThat(frame.closeCode()).isEqualTo(code));
        }
    }

    @Test
    void fragmentsWithoutEndFailTheConnectionAtTheLimit() throws Exception {
        assertFails(1009, c -> {
            c.accept();
            c.send(Frame.text("x".repeat(1_000)).notFinal());
            floodUntilGone(c, Frame.continuation("x".repeat(1_000)).notFinal());
        });
    }

    @Test
    void aMessageOfManyFragmentsUnderTheLimitArrives() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.send(Frame.text("x").notFinal());
            for (int i = 0; i < 40; i++) {
                c.send(Wire.raw(repeated(Frame.continuation("x").notFinal().bytes(), 1_000)));
            }
            c.send(Frame.continuation("x"), Frame.close(1000));
            c.awaitClose();
            c.fin();
        })) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            assertThat(ended((BrowserSession) container.connectToServer(endpoint, null, peer.uri()))
                            .wasClean())
                    .isTrue();
            assertThat(endpoint.heard()).containsExactly("open", "text " + "x".repeat(40_002), "close 1000 ");
        }
    }

    @Test
    void aMillionEmptyFragmentsAreSurvived() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.send(Frame.text("begin").notFinal());
            for (int i = 0; i < 100; i++) {
                c.send(Wire.raw(repeated(Frame.continuation("").notFinal().bytes(), 10_000)));
            }
            c.send(Frame.continuation(" end"), Frame.close(1000));
            c.awaitClose();
            c.fin();
        })) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            assertThat(ended((BrowserSession) container.connectToServer(endpoint, null, peer.uri()))
                            .wasClean())
                    .isTrue();
            assertThat(endpoint.heard()).containsExactly("open", "text begin end", "close 1000 ");
        }
    }

    private static byte[] repeated(byte[] frame, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static byte[] tenThousandPings() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            all.writeBytes(Frame.ping(Integer.toString(i) + "x".repeat(100)).bytes());
        }
        return all.toByteArray();
    }

    /** Looks at each frame once only. */
    private static void readToClose(PeerConnection c) {
        for (int i = 0; !c.awaitFrameAt(i).isClose(); i++) {
            // On to the next.
        }
    }

    @Test
    void aHundredThousandPingsAreSurvivedAndTheLatestIsAnswered() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            for (int i = 0; i < 10; i++) {
                c.send(Wire.raw(tenThousandPings()));
            }
            c.send(Frame.ping("the last"), Frame.close(1000));
            readToClose(c);
            c.fin();
        })) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            assertThat(ended((BrowserSession) container.connectToServer(endpoint, null, peer.uri()))
                            .wasClean())
                    .isTrue();
            List<ClientFrame> frames = peer.connection().frames();
            CloseEvent event = ended((BrowserSession) container.connectToServer(endpoint, null, peer.uri()));
            assertThat(event)
                    .as(() -> event + ", " + peer.connection().tcpEvents())
                    .matches(CloseEvent::wasClean);
            assertThat(frames.get(frames.size() - 2).text()).isEqualTo("the last");
            assertThat(frames.subList(0, frames.size() - 1))
                    .allMatch(frame -> frame.opcode() == Opcode.PONG)
                    .hasSizeLessThanOrEqualTo(100_001);
        }
    }

    @Test
    void aHundredThousandPingsOfAPeerThatDoesNotReadThePongsAreSurvived() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(4 * 1024, false, Scripts.acceptAndAnswerClose(c -> {
            for (int i = 0; i < 10; i++) {
                c.send(Wire.raw(tenThousandPings()));
            }
            c.send(Frame.text("all sent"));
            c.awaitCue();
            readToClose(c);
        }))) {
            CountDownLatch allSent = new CountDownLatch(1);
            BrowserSession session = (BrowserSession) container.connectToServer(
                    new RecordingEndpoint().onText((s, text) -> allSent.countDown()), null, peer.uri());
            assertThat(allSent.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Resources.direct() - directBefore)
                    .as("direct memory for pongs")
                    .isLessThan(MEMORY);
            session.close(3000, "enough");
            peer.connection().cue();
            assertThat(ended(session).wasClean()).isTrue();
        }
    }

    /** Inflates to that many bytes of the same letter. */
    private static byte[] bomb(int inflated) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater, 64 * 1024, true)) {
            byte[] block = new byte[MEBIBYTE];
            Arrays.fill(block, (byte) 'x');
            for (int left = inflated; left > 0; left -= block.length) {
                out.write(block);
            }
            out.flush();
        } finally {
            deflater.end();
        }
        return deflated.toByteArray();
    }

    @Test
    void aDecompressionBombFailsTheConnectionAtTheLimit() throws Exception {
        container.getProperties().put("adieu.compression", true);
        byte[] bomb = bomb(1024 * MEBIBYTE);
        assertThat(bomb.length).isLessThan(LIMIT);
        heapBefore = Resources.heap();
        assertFails(1009, c -> {
            c.send(c.accepting().header("Sec-WebSocket-Extensions", "permessage-deflate"));
            c.send(Frame.of(Opcode.TEXT, bomb).rsv(4));
            c.awaitClientEnd();
        });
    }

    @Test
    void aDecompressionBombInFragmentsFailsTheConnectionAtTheLimit() throws Exception {
        container.getProperties().put("adieu.compression", true);
        byte[] bomb = bomb(64 * MEBIBYTE);
        assertFails(1009, c -> {
            c.send(c.accepting().header("Sec-WebSocket-Extensions", "permessage-deflate"));
            int part = bomb.length / 20;
            try {
                c.send(Frame.of(Opcode.TEXT, Arrays.copyOf(bomb, part)).rsv(4).notFinal());
                for (int from = part; from < bomb.length; from += part) {
                    c.send(Frame.continuation(Arrays.copyOfRange(bomb, from, Math.min(bomb.length, from + part)))
                            .notFinal());
                }
            } catch (SocketException clientIsGone) {
                // As it should be.
            }
        });
    }

    @Test
    void whatCannotBeInflatedFailsTheConnection() throws Exception {
        container.getProperties().put("adieu.compression", true);
        assertFails(1007, c -> {
            c.send(c.accepting().header("Sec-WebSocket-Extensions", "permessage-deflate"));
            byte[] garbage = new byte[1_000];
            Arrays.fill(garbage, (byte) 0xFF);
            c.send(Frame.of(Opcode.TEXT, garbage).rsv(4));
            c.awaitClose();
        });
    }

    @Test
    void garbageAfterThePeersCloseIsIgnored() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            byte[] garbage = new byte[100_000];
            Arrays.fill(garbage, (byte) 0xFF);
            c.send(Frame.close(3000, "theirs"), Wire.raw(garbage));
            c.awaitClose();
            c.fin();
        })) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            CloseEvent event = ended((BrowserSession) container.connectToServer(endpoint, null, peer.uri()));
            assertThat(event)
                    .isEqualTo(new CloseEvent(3000, "theirs", true, CloseEvent.Initiator.PEER, event.failure()));
            assertThat(endpoint.heard()).containsExactly("open", "close 3000 theirs");
        }
    }

    @Test
    void endlessGarbageAfterThePeersCloseEndsAtTheTcpCloseTimeout() throws Exception {
        container.getProperties().put("adieu.tcp-close-timeout", 200);
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.send(Frame.close(3000, "theirs"));
            floodUntilGone(c, Wire.raw(new byte[64 * 1024]));
        })) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            CloseEvent event = ended((BrowserSession) container.connectToServer(endpoint, null, peer.uri()));
            assertThat(event.code()).isEqualTo(3000);
            assertThat(endpoint.heard()).containsExactly("open", "close 3000 theirs");
        }
    }

    @Test
    void endlessMessagesInsteadOfAnAnswerToCloseEndAtTheClosingTimeout() throws Exception {
        container.getProperties().put("adieu.closing-timeout", 300);
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.awaitClose();
            floodUntilGone(c, Wire.raw(repeated(Frame.text("x".repeat(100)).bytes(), 500)));
        })) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
            session.close(3000, "ours");
            CloseEvent event = ended(session);
            assertThat(event.code()).isEqualTo(1006);
            assertThat(event.wasClean()).isFalse();
            assertThat(endpoint.heard()).containsExactly("open", "close 1006 ");
        }
    }
}
