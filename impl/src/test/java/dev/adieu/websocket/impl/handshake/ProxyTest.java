package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ConnectProxy;
import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.PeerCertificate;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a proxy (RFC 6455, section 4.1, item 3). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ProxyTest {

    private static final PeerCertificate CERTIFICATE =
            PeerCertificate.of("localhost", "dns:example.test", "ip:127.0.0.1");

    private static ScriptedPeer peer(boolean secure) {
        SSLContext context = CERTIFICATE.presenting(null);
        return secure ? ScriptedPeer.tls(context, false, Scripts.echo()) : ScriptedPeer.plain(Scripts.echo());
    }

    private static ConnectProxy proxy(boolean secure) {
        return secure ? ConnectProxy.tls(CERTIFICATE.presenting(null)) : ConnectProxy.plain();
    }

    private static Client client(Object proxy) {
        return new Client().with("adieu.proxy", proxy).with("adieu.ssl-context", CERTIFICATE.trusting());
    }

    @ParameterizedTest(name = "proxy over TLS {0}, server over TLS {1}")
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void aConnectionGoesThroughAndTheProxyLooksTheNameUp(boolean secureProxy, boolean secureServer) throws IOException {
        try (ScriptedPeer peer = peer(secureServer);
                ConnectProxy proxy = proxy(secureProxy);
                Client client = client(proxy.uri())) {
            BrowserSession session = client.open(peer.uri("example.test", "/path?q=1"));
            session.getBasicRemote().sendText("through");
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("through");
            session.close();
            assertThat(Client.closed(session).wasClean()).isTrue();
            OpeningRequest connect = proxy.requests().get(0);
            assertThat(connect.line()).isEqualTo("CONNECT example.test:" + peer.port() + " HTTP/1.1");
            assertThat(connect.header("Host")).contains("example.test:" + peer.port());
            assertThat(connect.header("Proxy-Authorization")).isEmpty();
            assertThat(peer.connection().request().target()).isEqualTo("/path?q=1");
            assertThat(session.isSecure()).isEqualTo(secureServer);
        }
    }

    @Test
    void aMebibyteGoesThroughTlsInTls() throws IOException {
        try (ScriptedPeer peer = peer(true);
                ConnectProxy proxy = proxy(true);
                Client client = client(proxy.uri())) {
            BrowserSession session = client.open(peer.uri());
            String text = "0123456789abcdef".repeat(1 << 16);
            session.getBasicRemote().sendText(text);
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void credentialsAreGivenToTheProxyAndNotToTheServer(boolean secure) {
        try (ScriptedPeer peer = peer(secure);
                ConnectProxy proxy = proxy(secure).wanting("me:not", "pass:word @ü");
                Client client =
                        client(proxy.uri("me%3Anot:pass:word%20%40%C3%BC").toString())) {
            client.open(peer.uri());
            assertThat(proxy.requests()).hasSize(1);
            assertThat(peer.connection().request().header("Proxy-Authorization"))
                    .isEmpty();
        }
    }

    @Test
    void wrongCredentialsAreRefusedAndNotShown() {
        try (ScriptedPeer peer = peer(false);
                ConnectProxy proxy = proxy(false).wanting("me", "right");
                Client client = client(proxy.uri("me:wrong"))) {
            Exception refusal = client.refused(peer.uri());
            assertThat(refusal).isInstanceOf(Exception.class);
            assertThat(Client.story(refusal)).contains("407", "adieu.proxy").doesNotContain("wrong");
            assertThat(peer.connections()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxyThatRefusesIsToldApartFromTheServer(boolean secure) {
        try (ScriptedPeer peer = peer(secure);
                ConnectProxy proxy = proxy(secure).refusing("503 Service Unavailable");
                Client client = client(proxy.uri())) {
            assertThat(Client.story(client.refused(peer.uri())))
                    .contains(
                            "the proxy " + proxy.uri() + " (adieu.proxy) does not connect to 127.0.0.1:" + peer.port())
                    .contains("503 Service Unavailable");
            assertThat(peer.connections()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxyThatHangsMeetsTheConnectTimeout(boolean secure) {
        try (ScriptedPeer peer = peer(secure);
                ConnectProxy proxy = proxy(secure).silent();
                Client client = client(proxy.uri()).with("adieu.connect-timeout", "PT0.4S")) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("adieu.connect-timeout");
            Eventually.holds(
                    () -> proxy.openSockets() == 0,
                    () -> "the proxy still has " + proxy.openSockets() + " connections");
        }
    }

    @Test
    void anAttemptThatWaitsForAProxyCanBeGivenUp() {
        try (ScriptedPeer peer = peer(false);
                ConnectProxy proxy = proxy(false).silent();
                Client client = client(proxy.uri())) {
            ConnectionAttempt attempt = client.begin(peer.uri());
            Eventually.holds(() -> proxy.requests().size() == 1, () -> "the proxy was not asked");
            attempt.close();
            assertThat(Client.closed(attempt).code()).isEqualTo(1006);
            Eventually.holds(
                    () -> proxy.openSockets() == 0,
                    () -> "the proxy still has " + proxy.openSockets() + " connections");
        }
    }

    @Test
    void aProxyThatIsNotThereIsAnIoException() {
        int port;
        try (ConnectProxy proxy = proxy(false)) {
            port = proxy.port();
        }
        try (Client client = client("http://127.0.0.1:" + port)) {
            assertThat(client.refused(URI.create("ws://example.test/")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void aProxyThatNobodyTrustsIsRefusedBeforeItIsGivenAnything() {
        PeerCertificate other = PeerCertificate.of("other", "ip:127.0.0.1");
        try (ScriptedPeer peer = peer(false);
                ConnectProxy proxy = ConnectProxy.tls(other.presenting(null));
                Client client = client(proxy.uri("a:b"))) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("certification path");
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void theHostnameVerifierOfTyrusIsAskedForTheProxyAndForTheServer() {
        List<String> asked = new CopyOnWriteArrayList<>();
        SslEngineConfigurator configurator = new SslEngineConfigurator(CERTIFICATE.trusting())
                .setHostnameVerifier((host, session) -> asked.add(host));
        ClientEndpointConfig config = Client.properties(Map.of(ClientProperties.SSL_ENGINE_CONFIGURATOR, configurator));
        try (ScriptedPeer peer = peer(true);
                ConnectProxy proxy = proxy(true);
                Client client = new Client().with("adieu.proxy", proxy.uri()).with(config)) {
            client.open(peer.uri("other.example.test", "/"));
            assertThat(asked).containsExactly("127.0.0.1", "other.example.test");
        }
    }

    @Test
    void thePropertiesOfTyrusWork() {
        try (ScriptedPeer peer = peer(false);
                ConnectProxy proxy = proxy(false)) {
            ClientEndpointConfig config = Client.properties(Map.of(
                    ClientProperties.PROXY_URI,
                    "any://127.0.0.1:" + proxy.port(),
                    ClientProperties.PROXY_HEADERS,
                    Map.of("Proxy-Authorization", "Basic YTpi", "X-Mine", "1")));
            try (Client client = new Client().with(config)) {
                client.open(peer.uri());
                assertThat(proxy.requests().get(0).header("Proxy-Authorization"))
                        .contains("Basic YTpi");
                assertThat(proxy.requests().get(0).header("X-Mine")).contains("1");
                assertThat(peer.connection().request().header("X-Mine")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:80", "socks://127.0.0.1:80", "http://", "http:///x", "://", " "})
    void aProxyThatIsNoUriIsRefusedBeforeAnythingIsSent(String value) {
        try (Client client = client(value)) {
            assertThat(client.refused(URI.create("ws://example.test/")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("adieu.proxy");
        }
    }
}
