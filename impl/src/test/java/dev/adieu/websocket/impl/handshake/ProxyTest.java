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
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("the proxy http://127.0.0.1:" + port + " (adieu.proxy) cannot be reached: ")
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void anUntrustedProxyIsRefusedBeforeAnythingIsSentToIt() {
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

    private static Client through(ScriptedPeer proxy) {
        return client("http://me:secret@127.0.0.1:" + proxy.port());
    }

    /** The answer of a script to CONNECT; then it is the server. */
    private static ScriptedPeer openingWith(String answer) {
        return ScriptedPeer.plain(c -> {
            c.readAnything();
            c.send(ascii(answer));
            Scripts.acceptAndAnswerClose().run(c);
        });
    }

    private static Wire ascii(String text) {
        return () -> text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.0 200 Connection established\r\n\r\n",
                "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 299\r\n\r\n",
                "HTTP/1.1 200 OK\nVia: a proxy\n\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
            })
    void everyStatusOfSuccessOpensTheTunnel(String answer) {
        try (ScriptedPeer proxy = openingWith(answer);
                Client client = through(proxy)) {
            BrowserSession session = client.open(URI.create("ws://example.test/"));
            session.close();
            assertThat(Client.closed(session).wasClean()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 403 Forbidden~Content-Length: 1000~~a body that never ends | it answered \"403 Forbidden\"",
                "HTTP/1.1 502 Bad Gateway~Transfer-Encoding: chunked~~5~hello | it answered \"502 Bad Gateway\"",
                "HTTP/1.1 301 Moved~Location: http://elsewhere.test/~~ | it answered \"301 Moved\"",
                "HTTP/1.1 102 Processing~~HTTP/1.1 404 No~~ | it answered \"404 No\"",
                "HTTP/1.1 101 Switching Protocols~~ | it answered \"101 Switching Protocols\"",
                "SSH-2.0-OpenSSH~~ | its answer is not an HTTP response: it begins with",
                "<html> | its answer is not an HTTP response: it begins with",
                "HTTP/1.1 2000 OK~~ | its answer is not an HTTP response: its status is 2000",
                "HTTP/1.1 407 Auth~Proxy-Authenticate: Negotiate~~ | it asks for credentials with Negotiate, and adieu.proxy answers only",
                "HTTP/1.1 407 Auth~Proxy-Authenticate: Basic realm=r~~ | it does not accept the credentials",
                "HTTP/1.1 407 Auth~~ | answers only Basic and Digest"
            })
    void aRefusalIsToldAtItsStatusInTheWordsOfTheProxy(String answer, String why) {
        try (ScriptedPeer proxy = ScriptedPeer.plain(c -> {
                    c.readAnything();
                    c.send(ascii(answer.replace("~", "\r\n")));
                    c.discardTheRest();
                });
                Client client = through(proxy)) {
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("the proxy http://127.0.0.1:" + proxy.port()
                            + " (adieu.proxy) does not connect to example.test:80: ")
                    .contains(why)
                    .doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({"x: y~,8192", "x,1024", "HTTP/1.1 103 Early Hints~~,1"})
    void headersAndInterimResponsesThatNeverEndMeetALimit(String endless, int times) {
        try (ScriptedPeer proxy = ScriptedPeer.plain(c -> {
                    c.readAnything();
                    c.send(ascii("HTTP/1.1 100 Continue\r\n" + (times == 1 ? "\r\n" : "")));
                    c.sendEndlessly(ascii(endless.replace("~", "\r\n").repeat(times)));
                });
                Client client = through(proxy).with("adieu.connect-timeout", "PT20S")) {
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .containsPattern("(header|line|interim)")
                    .doesNotContain("adieu.connect-timeout");
        }
    }

    @Test
    void aProxyThatEndsTcpIsToldApartFromTheServer() {
        try (ScriptedPeer proxy = ScriptedPeer.plain(c -> {
                    c.readAnything();
                    c.fin();
                });
                Client client = through(proxy)) {
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("the proxy http://127.0.0.1:" + proxy.port())
                    .contains("it ended TCP");
        }
    }

    /** Answers with the challenges one after the other, each over a connection of its own, and then agrees. */
    private static ScriptedPeer challenging(List<String> requests, String... challenges) {
        return ScriptedPeer.plain(c -> {
            requests.add(new String(c.readAnything(), StandardCharsets.US_ASCII));
            if (requests.size() <= challenges.length) {
                c.send(ascii("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: "
                        + challenges[requests.size() - 1] + "\r\nContent-Length: 100\r\n\r\n<html>\n<body>\n"));
                c.discardTheRest();
            } else {
                c.send(ascii("HTTP/1.1 200 OK\r\n\r\n"));
                Scripts.acceptAndAnswerClose().run(c);
            }
        });
    }

    @Test
    void aDigestChallengeIsAnsweredAndOnceMoreIfTheNonceWasTooOld() {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (ScriptedPeer proxy = challenging(
                        requests,
                        "Basic realm=\"r\", Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"",
                        "Digest realm=\"r\", nonce=\"n2\", qop=\"auth\", stale=true");
                Client client = through(proxy)) {
            client.open(URI.create("ws://example.test/"));
            assertThat(requests).hasSize(3);
            assertThat(requests.get(0)).contains(": Basic bWU6c2VjcmV0");
            assertThat(requests.get(1))
                    .contains("Digest username=\"me\"", "uri=\"example.test:80\"", "nonce=\"n1\"")
                    .doesNotContain("Basic");
            assertThat(requests.get(2)).contains("nonce=\"n2\"");
        }
    }

    @Test
    void aDigestChallengeThatComesAgainMeansThatTheCredentialsAreWrong() {
        List<String> requests = new CopyOnWriteArrayList<>();
        String challenge = "Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"";
        try (ScriptedPeer proxy = challenging(requests, challenge, challenge, challenge);
                Client client = through(proxy)) {
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("it answered \"407 Proxy Authentication Required\"; it does not accept the credentials")
                    .doesNotContain("secret");
            assertThat(requests).hasSize(2);
        }
    }

    @Test
    void aProxyThatAsksForCredentialsOfNobodySaysWhereTheyBelong() {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (ScriptedPeer proxy = challenging(requests, "Basic realm=\"r\"");
                Client client = client("http://127.0.0.1:" + proxy.port())) {
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("the URI in adieu.proxy can have credentials (user:password@)");
        }
    }

    @Test
    void theConnectTimeoutSaysThatTheProxyHasNotAnswered() {
        try (ConnectProxy proxy = proxy(false).silent();
                Client client = client(proxy.uri("me:secret")).with("adieu.connect-timeout", "PT0.4S")) {
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("the proxy " + proxy.uri() + " (adieu.proxy) has not answered")
                    .doesNotContain("secret");
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
    @ValueSource(strings = {"my_proxy", "me:a%20b@b\u00FCcher.example", "127.1"})
    void theHostOfAProxyMayBeWhateverTheHostOfAServerMayBe(String host) {
        try (ScriptedPeer peer = peer(false);
                ConnectProxy proxy = proxy(false);
                Client client =
                        Client.findingEveryNameHere().with("adieu.proxy", "http://" + host + ":" + proxy.port())) {
            client.open(peer.uri());
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host:0",
                "http://host:70000",
                "127.0.0.1:80",
                "socks://127.0.0.1:80",
                "http://",
                "http:///x",
                "://",
                " "
            })
    void aProxyThatIsNoUriIsRefusedBeforeAnythingIsSent(String value) {
        try (Client client = client(value)) {
            assertThat(client.refused(URI.create("ws://example.test/")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("adieu.proxy");
        }
    }
}
