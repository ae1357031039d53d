package dev.adieu.websocket.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The peer against the JDK's own WebSocket client. */
class HttpClientTest {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @ParameterizedTest(name = "tls {0}")
    @ValueSource(booleans = {false, true})
    void theEchoRepeatsMessagesAndTheClose(boolean tls) throws Exception {
        try (ScriptedPeer peer = peer(tls, Scripts.echo())) {
            WebSocket client = connect(peer);
            client.sendText("héllo", true).join();
            assertThat(hear()).isEqualTo("text héllo");
            client.sendClose(3000, "bye").join();
            assertThat(hear()).isEqualTo("close 3000 bye");
            PeerConnection c = peer.connection();
            assertThat(c.awaitClientEnd().side()).isEqualTo(TcpEvent.Side.CLIENT);
            c.awaitOver();
            assertThat(c.frames()).hasToString("[Text[\"héllo\"], Close[3000 \"bye\"]]");
            assertThat(c.frames()).allMatch(ClientFrame::masked);
            assertThat(c.tcpEvents()).first().hasToString("peer FIN");
            assertThat(c.request().header("upgrade")).hasValue("websocket");
        }
    }

    @ParameterizedTest(name = "tls {0}")
    @ValueSource(booleans = {false, true})
    void theUnrecordedEchoKeepsTheOrderAndRecordsOnlyTheClose(boolean tls) throws Exception {
        try (ScriptedPeer peer = peer(tls, Scripts.endlessEcho())) {
            WebSocket client = connect(peer);
            for (int i = 0; i < 100; i++) {
                client.sendText("m" + i, true).join();
            }
            for (int i = 0; i < 100; i++) {
                assertThat(hear()).isEqualTo("text m" + i);
            }
            client.sendClose(1000, "").join();
            assertThat(hear()).isEqualTo("close 1000 ");
            assertThat(peer.connection().frames()).hasToString("[Close[1000]]");
        }
    }

    @Test
    void framesCanFollowThe101InTheSameSegment() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept(Frame.text("a"), Frame.text("b").notFinal(), Frame.continuation("c"), Frame.close(4001, "x"));
            c.awaitClose();
            c.fin();
        })) {
            connect(peer);
            assertThat(hear()).isEqualTo("text a");
            assertThat(hear()).isEqualTo("text bc");
            assertThat(hear()).isEqualTo("close 4001 x");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(4001);
            peer.connection().awaitOver();
        }
    }

    @Test
    void anOpeningHandshakeCanBeRefused() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.request();
            c.send(Response.status(404, "Not Found").header("X-Test", "1").body("nothing here"));
            c.close();
        })) {
            assertThatThrownBy(() -> connect(peer))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            e -> assertThat(e.getResponse().statusCode()).isEqualTo(404));
        }
    }

    @Test
    void aWrongAcceptIsWrong() {
        try (ScriptedPeer peer =
                ScriptedPeer.plain(c -> c.send(c.accepting().replacing("Sec-WebSocket-Accept", "AAAA")))) {
            assertThatThrownBy(() -> connect(peer)).hasCauseInstanceOf(WebSocketHandshakeException.class);
        }
    }

    @ParameterizedTest(name = "tls {0}")
    @ValueSource(booleans = {false, true})
    void aResetReachesTheClientAsAnError(boolean tls) throws Exception {
        try (ScriptedPeer peer = peer(tls, c -> {
            c.accept();
            c.awaitFrames(1);
            c.rst();
        })) {
            WebSocket client = connect(peer);
            client.sendText("now", true).join();
            assertThat(hear()).startsWith("error ").contains("reset");
            peer.connection().awaitOver();
            assertThat(peer.connection().tcpEvents()).hasToString("[peer RST]");
        }
    }

    private static ScriptedPeer peer(boolean tls, Script script) {
        return tls ? ScriptedPeer.tls(script) : ScriptedPeer.plain(script);
    }

    private String hear() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    private WebSocket connect(ScriptedPeer peer) throws IOException {
        return HttpClient.newBuilder()
                .sslContext(LocalhostCertificate.trustingContext())
                .build()
                .newWebSocketBuilder()
                .buildAsync(peer.uri("/echo?x=1"), new Listener())
                .join();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket client, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add("text " + text);
                text.setLength(0);
            }
            client.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket client, int code, String reason) {
            heard.add("close " + code + ' ' + reason);
            return null;
        }

        @Override
        public void onError(WebSocket client, Throwable error) {
            heard.add("error " + error.getMessage());
        }
    }
}
