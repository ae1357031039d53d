package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ConnectProxy;
import dev.adieu.websocket.peer.PeerCertificate;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.SocksProxy;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code adieu.proxy=system}, the default: the JVM's {@link ProxySelector} and its system properties. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class SystemProxiesTest {

    private static final PeerCertificate CERTIFICATE = PeerCertificate.of("localhost", "dns:example.test");

    private final ProxySelector selectorBefore = ProxySelector.getDefault();
    private final Authenticator authenticatorBefore = Authenticator.getDefault();
    private final Map<String, String> propertiesBefore = new TreeMap<>();

    @AfterEach
    void restore() {
        ProxySelector.setDefault(selectorBefore);
        Authenticator.setDefault(authenticatorBefore);
        propertiesBefore.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private void property(String name, Object value) {
        propertiesBefore.putIfAbsent(name, System.getProperty(name, ""));
        System.setProperty(name, value.toString());
    }

    private static Client client() {
        return new Client().with("adieu.ssl-context", CERTIFICATE.trusting());
    }

    /** A selector that answers as a test says, and keeps what it is asked and told. */
    private static final class Selector extends ProxySelector {

        private final Function<URI, List<Proxy>> answer;
        private final List<String> heard = new CopyOnWriteArrayList<>();

        Selector(Function<URI, List<Proxy>> answer) {
            this.answer = answer;
        }

        @Override
        public List<Proxy> select(URI uri) {
            if (uri.getScheme().equals("socket")) {
                return List.of(Proxy.NO_PROXY); // The proxy of this test connects as well.
            }
            assertThat(Thread.currentThread().getName()).doesNotStartWith("adieu-io-");
            heard.add(uri.toString());
            return answer.apply(uri);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            assertThat(Thread.currentThread().getName()).doesNotStartWith("adieu-io-");
            heard.add(uri + " " + ((InetSocketAddress) address).getPort() + " "
                    + failure.getClass().getSimpleName());
        }
    }

    private static Selector selecting(Proxy... proxies) {
        Selector selector = new Selector(uri -> List.of(proxies));
        ProxySelector.setDefault(selector);
        return selector;
    }

    private static Proxy http(int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", port));
    }

    private static int closedPort() {
        try (ConnectProxy proxy = ConnectProxy.plain()) {
            return proxy.port();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePropertiesOfTheJdkLeadThroughTheProxyOfTheScheme(boolean secure) {
        try (ScriptedPeer peer = secure
                        ? ScriptedPeer.tls(CERTIFICATE.presenting(null), false, Scripts.acceptAndAnswerClose())
                        : ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ConnectProxy proxy = ConnectProxy.plain();
                Client client = client()) {
            property((secure ? "https" : "http") + ".proxyHost", "127.0.0.1");
            property((secure ? "https" : "http") + ".proxyPort", proxy.port());
            client.open(peer.uri("example.test", "/path?q=1"));
            assertThat(proxy.requests().get(0).target()).isEqualTo("example.test:" + peer.port());
        }
    }

    @Test
    void hostsThatThePropertiesExceptAreConnectedToDirectly() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ConnectProxy proxy = ConnectProxy.plain();
                Client client = Client.findingEveryNameHere()) {
            property("http.proxyHost", "127.0.0.1");
            property("http.proxyPort", proxy.port());
            property("http.nonProxyHosts", "*.test");
            client.open(peer.uri("example.test", "/"));
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "4"})
    void thePropertiesOfTheJdkLeadThroughASocksProxy(String version) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                SocksProxy proxy = SocksProxy.open().wanting(version.equals("5") ? "me:right" : "me");
                Client client = client()) {
            property("socksProxyHost", "127.0.0.1");
            property("socksProxyPort", proxy.port());
            property("socksProxyVersion", version);
            property("java.net.socks.username", "me");
            property("java.net.socks.password", "right");
            client.open(peer.uri("example.test", "/"));
            assertThat(proxy.requests()).containsExactly(version + " example.test:" + peer.port());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSelectorIsAskedForTheOriginAsAnHttpClientAsksIt(boolean secure) {
        Selector selector = selecting(Proxy.NO_PROXY);
        try (ScriptedPeer peer = secure
                        ? ScriptedPeer.tls(
                                PeerCertificate.of("localhost", "ip:127.0.0.1").presenting(null), false, c -> {})
                        : ScriptedPeer.plain(c -> {
                            c.request();
                            c.fin();
                        });
                Client client = client()) {
            client.refused(peer.uri("/path?secret=1"));
            assertThat(selector.heard).containsExactly((secure ? "https" : "http") + "://127.0.0.1:" + peer.port());
        }
    }

    @Test
    void theProxiesAreTriedInTheirOrderAndFailuresAreReported() {
        int closed = closedPort();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ConnectProxy proxy = ConnectProxy.plain();
                Client client = client()) {
            Selector selector = selecting(http(closed), http(proxy.port()), Proxy.NO_PROXY);
            client.open(peer.uri());
            assertThat(proxy.requests()).hasSize(1);
            String origin = "http://127.0.0.1:" + peer.port();
            assertThat(selector.heard).hasSize(2).first().isEqualTo(origin);
            assertThat(selector.heard.get(1))
                    .startsWith(origin + " " + closed + " ")
                    .endsWith("ConnectException");
        }
    }

    @Test
    void theLastResortMayBeToConnectDirectly() {
        selecting(http(closedPort()), Proxy.NO_PROXY);
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = client()) {
            client.open(peer.uri());
        }
    }

    @Test
    void whereNoProxyIsReachedEachIsToldWithWhatItSaid() {
        int first = closedPort();
        int second = closedPort();
        selecting(http(first), http(second));
        try (Client client = client()) {
            assertThat(client.refused(URI.create("ws://example.test/")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("the proxy http://127.0.0.1:" + first + " (adieu.proxy) cannot be reached:")
                    .hasMessageContaining("the proxy http://127.0.0.1:" + second + " (adieu.proxy) cannot be reached:");
        }
    }

    /** The JVM's authenticator, which keeps what it is asked for. */
    private static final class Asked extends Authenticator {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final PasswordAuthentication answer;

        Asked(String user, String password) {
            answer = user == null ? null : new PasswordAuthentication(user, password.toCharArray());
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            assertThat(Thread.currentThread().getName()).doesNotStartWith("adieu-io-");
            heard.add(getRequestorType() + " " + getRequestingProtocol() + " " + getRequestingScheme() + " "
                    + getRequestingPrompt() + " " + getRequestingHost() + " "
                    + getRequestingSite().getHostAddress() + " " + getRequestingURL());
            return answer;
        }
    }

    private static Asked authenticator(String user, String password) {
        Asked authenticator = new Asked(user, password);
        Authenticator.setDefault(authenticator);
        return authenticator;
    }

    @Test
    void theAuthenticatorOfTheJvmHasTheCredentialsForAChallenge() {
        property("jdk.http.auth.tunneling.disabledSchemes", " ");
        Asked authenticator = authenticator("me", "right");
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right");
                Client client = client()) {
            selecting(http(proxy.port()));
            client.open(peer.uri("example.test", "/?token=secret"));
            assertThat(authenticator.heard)
                    .containsExactly("PROXY http basic proxy 127.0.0.1 127.0.0.1 http://example.test:" + peer.port());
            assertThat(proxy.requests()).hasSize(2);
            assertThat(proxy.requests().get(0).header("Proxy-Authorization")).isEmpty();
            assertThat(peer.connection().request().raw()).doesNotContain("Authorization");
        }
    }

    @Test
    void theAuthenticatorIsAskedOnceAndItsPasswordIsNotShown() {
        property("jdk.http.auth.tunneling.disabledSchemes", "NTLM");
        Asked authenticator = authenticator("me", "wrong");
        try (ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right");
                Client client = client()) {
            selecting(http(proxy.port()));
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("it answered \"407 Proxy Authentication Required\"; it does not accept the credentials")
                    .doesNotContain("wrong");
            assertThat(authenticator.heard).hasSize(1);
        }
    }

    @Test
    void withoutCredentialsOfTheAuthenticatorTheMessageNamesIt() {
        property("jdk.http.auth.tunneling.disabledSchemes", "");
        authenticator(null, null);
        try (ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right");
                Client client = client()) {
            selecting(http(proxy.port()));
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("it asks for credentials with Basic realm=\"proxy\", and java.net.Authenticator has none;"
                            + " the URI in adieu.proxy can have credentials");
        }
    }

    @Test
    void thePasswordOfTheAuthenticatorIsNotSentAsBasicUnlessTheJdkWouldSendIt() {
        Asked authenticator = authenticator("me", "right");
        try (ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right");
                Client client = client()) {
            selecting(http(proxy.port()));
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("java.net.Authenticator is not asked unless the system property"
                            + " jdk.http.auth.tunneling.disabledSchemes is empty");
            assertThat(authenticator.heard).isEmpty();
        }
    }

    @Test
    void ofTwoChallengesTheAuthenticatorIsAskedForDigest() {
        Asked authenticator = authenticator("me", "right");
        List<String> requests = new CopyOnWriteArrayList<>();
        try (ScriptedPeer proxy = ScriptedPeer.plain(c -> {
                    requests.add(new String(c.readAnything(), StandardCharsets.US_ASCII));
                    if (requests.size() == 1) {
                        c.send(Wire.ascii("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic"
                                + " realm=\"b\", Digest realm=\"d\", nonce=\"n\", qop=\"auth\"\r\n\r\n"));
                        c.discardTheRest();
                    } else {
                        c.send(Wire.ascii("HTTP/1.1 200 OK\r\n\r\n"));
                        Scripts.acceptAndAnswerClose().run(c);
                    }
                });
                Client client = client()) {
            selecting(http(proxy.port()));
            client.open(URI.create("ws://example.test/"));
            assertThat(authenticator.heard)
                    .containsExactly("PROXY http digest d 127.0.0.1 127.0.0.1 http://example.test:80");
            assertThat(requests.get(1)).contains("Digest username=\"me\"");
        }
    }

    @Test
    void theAuthenticatorIsAskedForASocksProxyAsTheJdkAsks() {
        Asked authenticator = authenticator("me", "right");
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                SocksProxy proxy = SocksProxy.open().wanting("me:right");
                Client client = client()) {
            property("socksProxyHost", "127.0.0.1");
            property("socksProxyPort", proxy.port());
            client.open(peer.uri("example.test", "/"));
            assertThat(authenticator.heard)
                    .containsExactly("SERVER SOCKS5 null SOCKS authentication 127.0.0.1 127.0.0.1 null");
        }
    }

    @Test
    void anAuthenticatorThatHangsMeetsTheConnectTimeout() {
        property("jdk.http.auth.tunneling.disabledSchemes", "");
        CountDownLatch over = new CountDownLatch(1);
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return null;
            }
        });
        try (ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right");
                Client client = client().with("adieu.connect-timeout", 1000)) {
            selecting(http(proxy.port()));
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("adieu.connect-timeout", "java.net.Authenticator has not answered for the proxy");
        } finally {
            over.countDown();
        }
    }

    @Test
    void anAuthenticatorThatThrowsFailsTheAttempt() {
        property("jdk.http.auth.tunneling.disabledSchemes", "");
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                throw new IllegalStateException("no vault");
            }
        });
        try (ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right");
                Client client = client()) {
            selecting(http(proxy.port()));
            assertThat(client.refused(URI.create("ws://example.test/"))).hasMessageEndingWith("no vault");
        }
    }

    @Test
    void theAuthenticatorIsNotAskedForAProxyThatTheApplicationNamed() {
        Asked authenticator = authenticator("me", "right");
        try (ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right");
                Client client = client().with("adieu.proxy", proxy.uri())) {
            client.refused(URI.create("ws://example.test/"));
            assertThat(authenticator.heard).isEmpty();
        }
    }

    @Test
    void aProxyThatRefusesIsNotPassedOver() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ConnectProxy proxy = ConnectProxy.plain().refusing("403 Forbidden");
                Client client = client()) {
            Selector selector = selecting(http(proxy.port()), Proxy.NO_PROXY);
            assertThat(Client.story(client.refused(peer.uri()))).contains("403 Forbidden");
            assertThat(selector.heard).hasSize(1);
        }
    }

    @Test
    void aSelectorThatThrowsFailsTheAttempt() {
        ProxySelector.setDefault(new Selector(uri -> {
            throw new IllegalStateException("no PAC");
        }));
        try (Client client = client()) {
            assertThat(client.refused(URI.create("ws://example.test/")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Selector.class.getName() + " names no proxy for http://example.test:80: ")
                    .hasMessageContaining("no PAC");
        }
    }

    @Test
    void whereThereIsNoSelectorOrItSaysNothingTheServerIsConnectedToDirectly() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = client()) {
            ProxySelector.setDefault(null);
            client.open(peer.uri());
            ProxySelector.setDefault(new Selector(uri -> null));
            client.open(peer.uri());
            selecting();
            client.open(peer.uri());
        }
    }

    @Test
    void noneAsksNobody() {
        Selector selector = selecting(http(closedPort()));
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = client().with("adieu.proxy", "none")) {
            client.open(peer.uri());
            assertThat(selector.heard).isEmpty();
        }
    }
}
