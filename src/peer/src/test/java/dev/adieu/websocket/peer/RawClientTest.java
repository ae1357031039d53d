package dev.adieu.websocket.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The peer against sockets: what it sees of TCP and what it does there. */
class RawClientTest {

    private static final String REQUEST = "GET /chat?x HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final byte[] MASKED_HELLO = {
        (byte) 0x81, (byte) 0x85, 0x37, (byte) 0xfa, 0x21, 0x3d, 0x7f, (byte) 0x9f, 0x4d, 0x51, 0x58
    };

    @Test
    void theAcceptIsTheOneOfTheExampleInTheRfc() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer());
                Socket client = connect(peer)) {
            send(client, REQUEST);
            assertThat(head(client))
                    .isEqualTo("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
            assertThat(peer.connection().request().raw()).isEqualTo(REQUEST);
            assertThat(peer.connection().request().target()).isEqualTo("/chat?x");
        }
    }

    @Test
    void aPeerOnAnAddressOfItsOwnIsNowhereElse() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.at("127.0.0.2", false, Scripts.acceptAndNeverAnswer());
                Socket client = new Socket("127.0.0.2", peer.port())) {
            send(client, REQUEST);
            assertThat(head(client)).startsWith("HTTP/1.1 101 ");
            assertThatThrownBy(() -> connect(peer)).isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest(name = "tls {0}")
    @ValueSource(booleans = {false, true})
    void theClientsFinIsSeen(boolean tls) throws IOException {
        try (ScriptedPeer peer = peer(tls);
                Socket client = connect(peer)) {
            send(client, REQUEST);
            head(client);
            client.getOutputStream().write(MASKED_HELLO);
            client.close();
            assertThat(peer.connection().awaitClientEnd()).hasToString("client FIN");
            peer.connection().awaitOver();
            assertThat(peer.connection().frames()).hasToString("[Text[\"Hello\"]]");
            assertThat(peer.connection().closeNotified()).isEqualTo(tls);
        }
    }

    @Test
    void tlsThatIsCutOffIsNotTakenForCloseNotify() throws IOException {
        try (ScriptedPeer peer = peer(true);
                Socket tcp = new Socket("127.0.0.1", peer.port())) {
            SSLSocket client = (SSLSocket) LocalhostCertificate.trustingContext()
                    .getSocketFactory()
                    .createSocket(tcp, "127.0.0.1", peer.port(), false);
            send(client, REQUEST);
            head(client);
            tcp.shutdownOutput();
            assertThat(peer.connection().awaitClientEnd()).hasToString("client FIN");
            peer.connection().awaitOver();
            assertThat(peer.connection().closeNotified()).isFalse();
        }
    }

    @ParameterizedTest(name = "tls {0}")
    @ValueSource(booleans = {false, true})
    void theClientsResetIsSeen(boolean tls) throws IOException {
        try (ScriptedPeer peer = peer(tls);
                Socket tcp = new Socket("127.0.0.1", peer.port())) {
            Socket client = tls
                    ? LocalhostCertificate.trustingContext()
                            .getSocketFactory()
                            .createSocket(tcp, "127.0.0.1", peer.port(), false)
                    : tcp;
            send(client, REQUEST);
            head(client);
            tcp.setSoLinger(true, 0);
            tcp.close();
            assertThat(peer.connection().awaitClientEnd()).hasToString("client RST");
            peer.connection().awaitOver();
        }
    }

    @Test
    void aHalfClosedPeerStillReads() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    c.fin();
                    c.awaitFrames(1);
                });
                Socket client = connect(peer)) {
            send(client, REQUEST);
            head(client);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.getOutputStream().write(MASKED_HELLO);
            assertThat(peer.connection().awaitFrame(Opcode.TEXT).text()).isEqualTo("Hello");
            client.close();
            peer.connection().awaitOver();
            assertThat(peer.connection().tcpEvents()).hasToString("[peer FIN, client FIN]");
        }
    }

    @Test
    void anEndlessAnswerEndsWithTheClient() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(Wire.ascii("HTTP/1.1 101 Switching Protocols\r\n"));
                    c.sendEndlessly(Wire.ascii("X-More: " + "x".repeat(1000) + "\r\n"));
                });
                Socket client = connect(peer)) {
            send(client, REQUEST);
            assertThat(client.getInputStream().readNBytes(1 << 20)).hasSize(1 << 20);
            client.close();
            assertThat(peer.connection().awaitClientEnd()).hasToString("client RST");
            peer.connection().awaitOver();
        }
    }

    @Test
    void aPeerThatDoesNotReadLetsTheClientsBytesPileUp() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(4096, false, c -> {
                    c.accept();
                    c.awaitCue();
                    c.readSlowly(1 << 16, Duration.ofNanos(1));
                });
                Socket client = connect(peer)) {
            send(client, REQUEST);
            head(client);
            byte[] frame = {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
            Thread writer = new Thread(() -> {
                try {
                    client.getOutputStream().write(frame);
                    client.getOutputStream().write(new byte[1 << 24]);
                    written.countDown();
                } catch (IOException e) {
                    // The latch tells.
                }
            });
            writer.start();
            assertThat(written.await(200, TimeUnit.MILLISECONDS)).isFalse();
            peer.connection().cue();
            assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(peer.connection().awaitFrames(1)).hasToString("[Binary[16777216 bytes]]");
        }
    }

    @Test
    void whatAScriptAwaitsInVainIsToldToTheTest() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            try (Socket client = connect(peer)) {
                send(client, REQUEST);
                head(client);
            }
            assertThatThrownBy(() -> peer.connection().awaitOver())
                    .isInstanceOf(AssertionError.class)
                    .hasRootCauseMessage("a Close frame never came: GET /chat?x HTTP/1.1, frames [], TCP [client FIN]");
            assertThatThrownBy(() -> peer.connection().awaitClose()).isInstanceOf(ScriptException.class);
        }
    }

    @Test
    void closingThePeerEndsEverything() throws IOException {
        ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.stopReading();
        });
        try (Socket client = connect(peer)) {
            send(client, REQUEST);
            head(client);
            peer.close();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(t -> t.getName().startsWith("peer " + peer.port()));
            assertThatThrownBy(() -> new Socket("127.0.0.1", peer.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void piecesArriveOneByOne() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    c.sendInChops(3, Frame.text("Hello, world"));
                    c.close();
                });
                Socket client = connect(peer)) {
            send(client, REQUEST);
            head(client);
            assertThat(client.getInputStream().readAllBytes())
                    .isEqualTo(Frame.text("Hello, world").bytes());
        }
    }

    @Test
    void bytesThatAreNoHandshakeCanBeReadAndDiscarded() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.mark(new String(c.readAnything(), StandardCharsets.US_ASCII));
                    c.discardTheRest();
                });
                Socket client = connect(peer)) {
            send(client, "anything");
            peer.connection().awaitMark("anything");
            send(client, "and more");
            client.close();
            peer.connection().awaitOver();
            assertThat(peer.connection().frames()).isEmpty();
            assertThat(peer.connection().tcpEvents()).first().hasToString("client FIN");
        }
    }

    @Test
    void aSlowReaderPausesWheneverItHasReadSoMuch() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    c.readSlowly(4, Duration.ofMillis(50));
                });
                Socket client = connect(peer)) {
            send(client, REQUEST);
            head(client);
            long begun = System.nanoTime();
            client.getOutputStream().write(MASKED_HELLO);
            assertThat(peer.connection().awaitFrame(Opcode.TEXT).nanos() - begun)
                    .isGreaterThan(2 * 50_000_000L);
        }
    }

    private static ScriptedPeer peer(boolean tls) {
        return tls
                ? ScriptedPeer.tls(Scripts.acceptAndNeverAnswer())
                : ScriptedPeer.plain(Scripts.acceptAndNeverAnswer());
    }

    private static Socket connect(ScriptedPeer peer) throws IOException {
        return peer.uri().getScheme().equals("wss")
                ? LocalhostCertificate.trustingContext().getSocketFactory().createSocket("127.0.0.1", peer.port())
                : new Socket("127.0.0.1", peer.port());
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        byte[] head = new byte[1 << 12];
        for (int i = 0; i < head.length; i++) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended after " + i + " bytes");
            }
            head[i] = (byte) b;
            String soFar = new String(Arrays.copyOf(head, i + 1), StandardCharsets.US_ASCII);
            if (soFar.endsWith("\r\n\r\n")) {
                return soFar;
            }
        }
        throw new IOException("no end of the head");
    }
}
