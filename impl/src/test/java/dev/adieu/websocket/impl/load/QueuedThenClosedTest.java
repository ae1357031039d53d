package dev.adieu.websocket.impl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages accepted before close are sent first, however many they are and however slowly the peer takes them (contract
 * of close; WHATWG, close(), step 3).
 */
@ExtendWith(NothingStaysBehind.class)
class QueuedThenClosedTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 10 * MEBIBYTE / CHUNK;
    private static final int SMALL_BUFFER = 32 * 1024;

    private final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();

    @BeforeEach
    void trustThePeer() {
        container.getProperties().put("adieu.ssl-context", LocalhostCertificate.trustingContext());
    }

    @AfterEach
    void close() {
        container.close();
    }

    private BrowserSession open(ScriptedPeer peer) throws Exception {
        return (BrowserSession) container.connectToServer(new RecordingEndpoint(), null, peer.uri());
    }

    private static CloseEvent ended(BrowserSession session) throws Exception {
        return session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static byte[] allData(List<ClientFrame> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.stream().filter(frame -> !frame.isControl()).forEach(frame -> all.writeBytes(frame.payload()));
        return all.toByteArray();
    }

    private static byte[] all(int chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        IntStream.range(0, chunks).forEach(i -> all.writeBytes(Numbered.message(0, i, CHUNK)));
        return all.toByteArray();
    }

    private static void assertAllArrivedAndThenClose(int chunks, ScriptedPeer peer, CloseEvent event) {
        List<ClientFrame> frames = peer.connection().frames();
        assertThat(Arrays.equals(allData(frames), all(chunks)))
                .as(frames.size() + " frames: everything, in order")
                .isTrue();
        assertThat(frames.get(frames.size() - 1)).hasToString("Close[3000 \"done\"]");
        assertThat(frames.stream().filter(ClientFrame::isControl)).hasSize(1);
        assertThat(event.code()).isEqualTo(3000);
        assertThat(event.wasClean()).isTrue();
    }

    static Stream<Arguments> everyWayWithAndWithoutTls() {
        return Stream.of(Way.values()).flatMap(way -> Stream.of(Arguments.of(way, false), Arguments.of(way, true)));
    }

    @ParameterizedTest
    @MethodSource("everyWayWithAndWithoutTls")
    void tenMebibytesArriveInOrderAndThenClose(Way way, boolean tls) throws Exception {
        Script script = Scripts.acceptAndAnswerClose();
        try (ScriptedPeer peer = tls ? ScriptedPeer.tls(script) : ScriptedPeer.plain(script)) {
            BrowserSession session = open(peer);
            for (int i = 0; i < CHUNKS; i++) {
                way.send(session, Numbered.message(0, i, CHUNK));
            }
            session.close(3000, "done");
            assertAllArrivedAndThenClose(CHUNKS, peer, ended(session));
            assertThat(session.getBufferedAmount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatSeveralThreadsSendArrivesInTheOrderOfEach(boolean tls) throws Exception {
        int threads = 4;
        Script script = Scripts.acceptAndAnswerClose();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (ScriptedPeer peer = tls ? ScriptedPeer.tls(script) : ScriptedPeer.plain(script)) {
            BrowserSession session = open(peer);
            List<Callable<Void>> senders = new ArrayList<>();
            for (int sender = 0; sender < threads; sender++) {
                int number = sender;
                senders.add(() -> {
                    Way way = Way.values()[number];
                    for (int i = 0; i < CHUNKS / threads; i++) {
                        (way == Way.PARTIAL ? Way.OBJECT : way).send(session, Numbered.message(number, i, CHUNK));
                    }
                    return null;
                });
            }
            for (Future<Void> sent : pool.invokeAll(senders)) {
                sent.get();
            }
            session.close(3000, "done");
            assertThat(ended(session).wasClean()).isTrue();

            List<ClientFrame> frames = peer.connection().frames();
            assertThat(frames).hasSize(CHUNKS + 1);
            assertThat(frames.get(CHUNKS).isClose()).isTrue();
            for (int sender = 0; sender < threads; sender++) {
                int number = sender;
                assertThat(frames.stream()
                                .filter(frame -> !frame.isClose())
                                .map(frame -> ByteBuffer.wrap(frame.payload()))
                                .filter(message -> message.getInt() == number)
                                .map(ByteBuffer::getInt))
                        .isEqualTo(IntStream.range(0, CHUNKS / threads).boxed().toList());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Takes so many chunks in about that time. */
    private static ScriptedPeer slow(boolean tls, int chunks, Duration inAll, boolean inOneMessage) {
        // TLS reads a record's header and the rest apart.
        Duration pause = inAll.dividedBy(4L * chunks * (tls ? 2 : 1));
        return ScriptedPeer.withReceiveBuffer(SMALL_BUFFER, tls, Scripts.acceptAndAnswerClose(c -> {
            c.readSlowly(CHUNK / 4, pause);
            for (int frames = 1; frames <= chunks; frames++) {
                c.awaitFrames(inOneMessage ? 1 : frames);
            }
        }));
    }

    private void everythingArrivesThoughThePeerTakes(Duration inAll, int chunks, boolean inOneMessage)
            throws Exception {
        // Both at once, to wait only once.
        try (ScriptedPeer plain = slow(false, chunks, inAll, inOneMessage);
                ScriptedPeer tls = slow(true, chunks, inAll, inOneMessage)) {
            List<BrowserSession> sessions = List.of(open(plain), open(tls));
            for (BrowserSession session : sessions) {
                if (inOneMessage) {
                    session.getAsyncRemote().sendBinary(ByteBuffer.wrap(all(chunks)));
                } else {
                    for (int i = 0; i < chunks; i++) {
                        session.getAsyncRemote().sendBinary(ByteBuffer.wrap(Numbered.message(0, i, CHUNK)));
                    }
                }
                session.close(3000, "done");
            }
            assertThat(sessions)
                    .allMatch(session ->
                            session.getReadyState() == ReadyState.CLOSING && session.getBufferedAmount() > MEBIBYTE);
            CloseEvent plainEvent = ended(sessions.get(0));
            CloseEvent tlsEvent = ended(sessions.get(1));
            assertAllArrivedAndThenClose(chunks, plain, plainEvent);
            assertAllArrivedAndThenClose(chunks, tls, tlsEvent);
        }
    }

    /** The last mebibytes, which the operating system takes for the peer, must not take as long as the timeout. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPeerThatTakesLongerThanTheClosingTimeoutIsNotCutAsLongAsItTakes(boolean inOneMessage) throws Exception {
        Duration closingTimeout = Duration.ofSeconds(2);
        container.getProperties().put("adieu.closing-timeout", closingTimeout);
        long start = System.nanoTime();
        everythingArrivesThoughThePeerTakes(Duration.ofSeconds(2), 24 * MEBIBYTE / CHUNK, inOneMessage);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(closingTimeout);
    }

    @Test
    @Tag("long")
    void aPeerThatTakesTenSecondsGetsEverythingAndThenClose() throws Exception {
        everythingArrivesThoughThePeerTakes(Duration.ofSeconds(10), CHUNKS, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPeerThatNeverReadsIsResetAfterTheClosingTimeoutAndPendingSendsFail(boolean tls) throws Exception {
        Duration closingTimeout = Duration.ofMillis(400);
        container.getProperties().put("adieu.closing-timeout", closingTimeout);
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(SMALL_BUFFER, tls, c -> {
            c.accept();
            c.stopReading();
        })) {
            BrowserSession session = open(peer);
            long directBefore = Resources.direct();
            List<Future<Void>> sends = new ArrayList<>();
            for (int i = 0; i < CHUNKS; i++) {
                sends.add(session.getAsyncRemote().sendBinary(ByteBuffer.wrap(Numbered.message(0, i, CHUNK))));
            }
            long start = System.nanoTime();
            session.close(3000, "done");
            CloseEvent event = ended(session);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(closingTimeout, closingTimeout.plusSeconds(5));
            assertThat(event).isEqualTo(new CloseEvent(1006, "", false, Initiator.LOCAL, event.failure()));
            assertThat(Resources.direct() - directBefore)
                    .as("direct memory for what waits")
                    .isLessThan(4 * MEBIBYTE);
            assertThat(session.getBufferedAmount())
                    .as("what was never sent")
                    .isGreaterThan(0)
                    .isLessThan(10 * MEBIBYTE);
            assertThat(sends.stream().filter(send -> !send.isDone()))
                    .as("sends that are pending after the end")
                    .isEmpty();
            assertThatThrownBy(() -> sends.get(CHUNKS - 1).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void whatWaitedForAPeerThatNeverReadIsGivenBack() throws Exception {
        container.getProperties().put("adieu.closing-timeout", 100);
        long heapBefore = Resources.heap();
        List<BrowserSession> held = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(SMALL_BUFFER, false, c -> {
                c.accept();
                c.stopReading();
            })) {
                BrowserSession session = open(peer);
                held.add(session);
                session.getAsyncRemote().sendBinary(ByteBuffer.allocate(10 * MEBIBYTE));
                session.close();
                ended(session);
            }
        }
        Eventually.holds(
                () -> Resources.heap() - heapBefore < 10 * MEBIBYTE,
                () -> "ten closed sessions hold " + (Resources.heap() - heapBefore) + " bytes");
        assertThat(held).allMatch(session -> session.getReadyState() == ReadyState.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dataAcceptedBeforeThePeersCloseGoesBeforeTheAnswer(boolean tls) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(SMALL_BUFFER, tls, c -> {
            c.accept();
            c.awaitCue();
            c.send(Frame.close(4001, "theirs"));
            c.awaitCue();
            c.awaitClose();
            c.fin();
        })) {
            BrowserSession session = open(peer);
            List<Future<Void>> sends = new ArrayList<>();
            for (int i = 0; i < CHUNKS; i++) {
                sends.add(session.getAsyncRemote().sendBinary(ByteBuffer.wrap(Numbered.message(0, i, CHUNK))));
            }
            peer.connection().cue();
            Eventually.holds(
                    () -> session.getReadyState() == ReadyState.CLOSING, () -> "still " + session.getReadyState());
            assertThat(session.getBufferedAmount())
                    .as("data that waits when the peer's Close comes")
                    .isGreaterThan(MEBIBYTE);
            assertThatThrownBy(() -> session.getAsyncRemote().sendText("late").get())
                    .hasCauseInstanceOf(IllegalStateException.class);
            peer.connection().cue();

            CloseEvent event = ended(session);
            assertThat(event).isEqualTo(new CloseEvent(4001, "theirs", true, Initiator.PEER, event.failure()));
            List<ClientFrame> frames = peer.connection().frames();
            assertThat(Arrays.equals(allData(frames), all(CHUNKS)))
                    .as("everything, in order")
                    .isTrue();
            assertThat(frames.get(frames.size() - 1)).hasToString("Close[4001 \"theirs\"]");
            for (Future<Void> send : sends) {
                send.get(20, TimeUnit.SECONDS);
            }
        }
    }
}
