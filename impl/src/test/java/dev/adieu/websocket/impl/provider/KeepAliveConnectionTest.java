package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.TcpEvent.How;
import dev.adieu.websocket.peer.TcpEvent.Side;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.SessionException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NothingStaysBehind.class)
class KeepAliveConnectionTest {

    private static final byte[] LARGE = new byte[16 << 20];
    /** More than an endpoint may be behind. */
    private static final int LARGE_MESSAGES = 12;

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    /** Keeps what it hears. */
    private final class Recorder extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) heard::add);
            session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                    pong -> heard.add("pong " + StandardCharsets.UTF_8.decode(pong.getApplicationData())));
        }

        @Override
        public void onError(Session session, Throwable failure) {
            heard.add(failure);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    private Object heard() throws InterruptedException {
        Object next = heard.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("something was heard").isNotNull();
        return next;
    }

    private BrowserSession open(Client client, ScriptedPeer peer, long interval, long timeout) throws Exception {
        client.with("adieu.ping-interval", interval)
                .with("adieu.pong-timeout", timeout)
                .with("adieu.ssl-context", LocalhostCertificate.trustingContext());
        return (BrowserSession)
                client.container().connectToServer(new Recorder(), Client.properties(Map.of()), peer.uri());
    }

    private static List<ClientFrame> pings(PeerConnection connection) {
        return connection.frames().stream()
                .filter(frame -> frame.opcode() == Opcode.PING)
                .toList();
    }

    private static void awaitPings(PeerConnection connection, int count) {
        Eventually.holds(() -> pings(connection).size() >= count, () -> "pings: " + pings(connection));
    }

    private void assertThatItWasLost(BrowserSession session) throws InterruptedException {
        CloseEvent event = Client.closed(session);
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.wasClean()).isFalse();
        assertThat(event.initiator()).isEqualTo(Initiator.PEER);
        assertThat(event.failure()).get().isInstanceOf(SocketTimeoutException.class);
        assertThat(event.failure().get()).hasMessageContaining("adieu.pong-timeout");
        assertThat(heard()).isInstanceOfSatisfying(SessionException.class, lost -> {
            assertThat(lost.getSession()).isSameAs(session);
            assertThat(lost).hasCause(event.failure().get());
        });
        assertThat(heard()).isEqualTo("close 1006");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatIsSilentAndAnswersIsPingedForGoodAndTheApplicationHearsNothingOfIt(boolean tls) throws Exception {
        try (Client client = new Client();
                ScriptedPeer peer = tls ? ScriptedPeer.tls(Scripts.echo()) : ScriptedPeer.plain(Scripts.echo())) {
            BrowserSession session = open(client, peer, 40, 10_000);
            awaitPings(peer.connection(), 5);
            assertThat(pings(peer.connection()))
                    .allSatisfy(ping -> assertThat(ping.payload()).hasSize(8));
            session.close(3000);
            assertThat(Client.closed(session).wasClean()).isTrue();
            assertThat(heard()).isEqualTo("close 3000");
        }
    }

    @Test
    void betweenTwoPingsToASilentServerIsTheIntervalLessAQuarterAtMost() throws Exception {
        try (Client client = new Client();
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            BrowserSession session = open(client, peer, 200, 10_000);
            awaitPings(peer.connection(), 4);
            List<ClientFrame> pings = pings(peer.connection());
            for (int i = 1; i < 4; i++) {
                assertThat(pings.get(i).nanos() - pings.get(i - 1).nanos())
                        .as("a peer may read an earlier ping late")
                        .isGreaterThan(Duration.ofMillis(100).toNanos());
            }
            session.close();
            Client.closed(session);
        }
    }

    @Test
    void withoutTheSettingNothingIsPinged() throws Exception {
        try (Client client = new Client();
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            BrowserSession session = client.open(peer.uri());
            session.getBasicRemote().sendText("an echo");
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("an echo");
            session.close();
            Client.closed(session);
            assertThat(pings(peer.connection())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatAnswersNoPingIsTakenForDeadAndReset(boolean tls) throws Exception {
        Script silent = Scripts.acceptAndNeverAnswer();
        try (Client client = new Client();
                ScriptedPeer peer = tls ? ScriptedPeer.tls(silent) : ScriptedPeer.plain(silent)) {
            BrowserSession session = open(client, peer, 50, 100);
            assertThatItWasLost(session);
            assertThat(pings(peer.connection())).hasSize(1);
            assertThat(peer.connection().frames()).as("no Close frame").hasSize(1);
            assertThat(peer.connection().awaitClientEnd()).satisfies(end -> {
                assertThat(end.side()).isEqualTo(Side.CLIENT);
                assertThat(end.how()).isEqualTo(How.RST);
            });
        }
    }

    @Test
    void aServerThatReadsNothingIsTakenForDeadThoughNoPingCouldBeWritten() throws Exception {
        try (Client client = new Client();
                ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(4096, false, c -> {
                    c.accept();
                    c.stopReading();
                })) {
            BrowserSession session = open(client, peer, 300, 300);
            session.getAsyncRemote().sendBinary(ByteBuffer.wrap(LARGE));
            assertThatItWasLost(session);
        }
    }

    @Test
    void ourPingsAndTheirPongsDoNotHideFromTheIdleTimeoutThatNothingIsSaid() throws Exception {
        try (Client client = new Client();
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            BrowserSession session = open(client, peer, 30, 10_000);
            session.setMaxIdleTimeout(400);
            CloseEvent event = Client.closed(session);
            assertThat(event.code()).isEqualTo(1001);
            assertThat(event.initiator()).isEqualTo(Initiator.LOCAL);
            assertThat(pings(peer.connection())).hasSizeGreaterThan(2);
        }
    }

    @Test
    void theApplicationHearsThePongsOfItsOwnPingsOnly() throws Exception {
        try (Client client = new Client();
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            BrowserSession session = open(client, peer, 30, 10_000);
            awaitPings(peer.connection(), 2);
            session.getBasicRemote().sendPing(StandardCharsets.UTF_8.encode("mine"));
            assertThat(heard()).isEqualTo("pong mine");
            awaitPings(peer.connection(), 5);
            session.close(3000);
            assertThat(heard()).isEqualTo("close 3000");
        }
    }

    @Test
    void aLongMessageThatArrivesSlowlyIsASignOfLifeThoughNoPongComes() throws Exception {
        byte[] frame = Frame.text("x".repeat(30)).bytes();
        try (Client client = new Client();
                ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    for (byte b : frame) {
                        c.send(Wire.raw(b));
                        c.pause(Duration.ofMillis(30));
                    }
                    c.answerClose();
                    c.fin();
                })) {
            BrowserSession session = open(client, peer, 20, 500);
            assertThat(heard()).isEqualTo("x".repeat(30));
            session.close(3000);
            assertThat(heard()).isEqualTo("close 3000");
        }
    }

    @Test
    void aServerWhoseMessagesTheEndpointIsTooSlowToTakeIsNotTakenForDead() throws Exception {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        Endpoint slow = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) bytes -> {
                    heard.add(bytes.length);
                    try {
                        go.poll(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }

            @Override
            public void onClose(Session session, CloseReason reason) {
                heard.add("close " + reason.getCloseCode().getCode());
            }
        };
        try (Client client = new Client();
                ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    for (int i = 0; i < LARGE_MESSAGES; i++) {
                        c.send(Frame.binary(new byte[3 << 20]));
                    }
                    ClientFrame frame = c.awaitFrameAt(0);
                    for (int i = 1; !frame.isClose(); i++) {
                        c.send(Frame.of(Opcode.PONG, frame.payload()));
                        frame = c.awaitFrameAt(i);
                    }
                    c.send(Frame.close(3000, ""));
                    c.fin();
                })) {
            client.with("adieu.ping-interval", 100).with("adieu.pong-timeout", 1500);
            BrowserSession session =
                    (BrowserSession) client.container().connectToServer(slow, Client.properties(Map.of()), peer.uri());
            assertThat(heard()).isEqualTo(3 << 20);
            long blockedUntil = System.nanoTime() + Duration.ofMillis(2500).toNanos();
            Eventually.holds(() -> System.nanoTime() > blockedUntil, () -> "the endpoint blocks");
            for (int i = 1; i < LARGE_MESSAGES; i++) {
                go.add("on");
                assertThat(heard()).isEqualTo(3 << 20);
            }
            go.add("on");
            session.close(3000);
            assertThat(heard()).isEqualTo("close 3000");
        }
    }

    @Test
    void theEndpointSwitchesOffWhatTheContainerSwitchesOn() throws Exception {
        try (Client client = new Client();
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            client.with("adieu.ping-interval", 20);
            BrowserSession session = (BrowserSession) client.container()
                    .connectToServer(new Recorder(), Client.properties(Map.of("adieu.ping-interval", 0)), peer.uri());
            for (int i = 0; i < 20; i++) {
                session.getBasicRemote().sendText("echo");
                assertThat(heard()).isEqualTo("echo");
            }
            session.close();
            Client.closed(session);
            assertThat(pings(peer.connection())).isEmpty();
        }
    }
}
