package dev.adieu.websocket.it.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy that the client asks for a tunnel: HTTP and SOCKS, with and without credentials. */
@ExtendWith(NothingStaysBehind.class)
class ForwardProxiesIT {

    private static final String RIGHT = "me:pass-word";

    private static ScriptedPeer server(boolean secure) {
        return secure
                ? ScriptedPeer.tls(Certificates.LOCALHOST.presenting(null), false, Scripts.echo())
                : ScriptedPeer.plain(Scripts.echo());
    }

    private static URI uri(ScriptedPeer server, boolean secure) {
        return URI.create((secure ? "wss" : "ws") + "://localhost:" + server.port() + "/path?q=1");
    }

    @ParameterizedTest(name = "{0}, TLS to the server {1}")
    @CsvSource({
        "SQUID,false",
        "SQUID,true",
        "SQUID_BASIC,false",
        "SQUID_BASIC,true",
        "SQUID_DIGEST,false",
        "SQUID_DIGEST,true",
        "TINYPROXY,false",
        "TINYPROXY,true",
        "TINYPROXY_BASIC,false",
        "TINYPROXY_BASIC,true",
        "MICROSOCKS,false",
        "MICROSOCKS,true",
        "MICROSOCKS_PASSWORD,false",
        "MICROSOCKS_PASSWORD,true"
    })
    void messagesAndTheClosingHandshakeGoThrough(ForwardProxy.Product product, boolean secure) throws Exception {
        try (ScriptedPeer server = server(secure);
                ForwardProxy proxy = product.start(server.port());
                Client client = new Client().through(proxy.uri(RIGHT))) {
            BrowserSession session = client.open(uri(server, secure));
            assertThat(client.echo(session, "through")).isEqualTo("through");
            session.close(4000, "done");
            CloseEvent event = Client.closed(session);
            assertThat(event.code()).isEqualTo(4000);
            assertThat(event.wasClean()).isTrue();
            assertThat(server.connection().request().header("Proxy-Authorization"))
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, \"{1}\"")
    @CsvSource({
        "SQUID_BASIC,         me:wrong, it does not accept the credentials",
        "SQUID_BASIC,         '',       the URI in adieu.proxy can have credentials",
        "SQUID_DIGEST,        me:wrong, it does not accept the credentials",
        "SQUID_DIGEST,        '',       the URI in adieu.proxy can have credentials",
        "TINYPROXY_BASIC,     me:wrong, 'it answered \"40'",
        "TINYPROXY_BASIC,     '',       the URI in adieu.proxy can have credentials",
        "MICROSOCKS_PASSWORD, me:wrong, does not connect to localhost",
        "MICROSOCKS_PASSWORD, '',       it wants credentials"
    })
    void credentialsThatAreWrongOrMissingAreRefusedAndNotShown(
            ForwardProxy.Product product, String userInfo, String why) throws Exception {
        try (ScriptedPeer server = server(false);
                ForwardProxy proxy = product.start(server.port());
                Client client = new Client().through(proxy.uri(userInfo))) {
            assertThat(client.refused(uri(server, false)))
                    .contains("the proxy " + proxy.uri("") + " (adieu.proxy) does not connect to localhost:")
                    .contains(why)
                    .doesNotContain("wrong");
            assertThat(server.connections()).isEmpty();
        }
    }

    /** Of these, each is allowed to connect to the port of one server alone. */
    @ParameterizedTest
    @EnumSource(
            value = ForwardProxy.Product.class,
            names = {"SQUID", "TINYPROXY"})
    void aProxyThatForbidsAServerIsToldApartFromIt(ForwardProxy.Product product) throws Exception {
        try (ScriptedPeer allowed = server(false);
                ScriptedPeer forbidden = server(false);
                ForwardProxy proxy = product.start(allowed.port());
                Client client = new Client().through(proxy.uri(""))) {
            assertThat(client.refused(uri(forbidden, false)))
                    .contains("the proxy " + proxy.uri("") + " (adieu.proxy) does not connect to localhost:"
                            + forbidden.port() + ": it answered \"403 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SQUID, it answered \"503 ",
        "TINYPROXY, it answered \"500 ",
        "MICROSOCKS, it answered 5 (connection refused)"
    })
    void aServerThatIsNotThereIsToldInTheWordsOfTheProxy(ForwardProxy.Product product, String why) throws Exception {
        int nobody = Daemon.freePort();
        try (ForwardProxy proxy = product.start(nobody);
                Client client = new Client().through(proxy.uri(""))) {
            assertThat(client.refused(URI.create("ws://127.0.0.1:" + nobody + "/")))
                    .contains("the proxy " + proxy.uri(""))
                    .contains(why);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ForwardProxy.Product.class,
            names = {"SQUID", "TINYPROXY"})
    void theProxyOfTheSystemIsTaken(ForwardProxy.Product product) throws Exception {
        talkThroughTheProxyOfTheSystem(product);
    }

    private static void talkThroughTheProxyOfTheSystem(ForwardProxy.Product product) throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        try (ScriptedPeer server = server(true);
                ForwardProxy proxy = product.start(server.port());
                Client client = new Client()) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())));
            BrowserSession session = client.open(uri(server, true));
            assertThat(client.echo(session, "through")).isEqualTo("through");
            session.close();
            assertThat(Client.closed(session).wasClean()).isTrue();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ForwardProxy.Product.class,
            names = {"SQUID_BASIC", "SQUID_DIGEST", "TINYPROXY_BASIC"})
    void theAuthenticatorOfTheJvmAnswersTheProxyOfTheSystem(ForwardProxy.Product product) throws Exception {
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(ForwardProxy.USER, ForwardProxy.PASSWORD.toCharArray())
                        : null;
            }
        });
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        try {
            talkThroughTheProxyOfTheSystem(product);
        } finally {
            Authenticator.setDefault(null);
            System.clearProperty("jdk.http.auth.tunneling.disabledSchemes");
        }
    }

    @ParameterizedTest(name = "{0}, TLS to the server {1}")
    @CsvSource({"SQUID_IDLE,false", "SQUID_IDLE,true", "TINYPROXY_IDLE,false", "TINYPROXY_IDLE,true"})
    void anIdleSessionThatIsCutEndsUncleanWith1006(ForwardProxy.Product product, boolean secure) throws Exception {
        try (ScriptedPeer server = server(secure);
                ForwardProxy proxy = product.start(server.port());
                Client client = new Client().through(proxy.uri(""))) {
            BrowserSession session = client.open(uri(server, secure));
            assertThat(client.echo(session, "once")).isEqualTo("once");
            assertThatItWasCut(session);
        }
    }

    @ParameterizedTest(name = "{0}, TLS to the server {1}")
    @CsvSource({"SQUID,false", "SQUID,true", "TINYPROXY,false", "TINYPROXY,true"})
    void aReloadLeavesOpenSessionsAloneAndTakesNewOnes(ForwardProxy.Product product, boolean secure) throws Exception {
        try (ScriptedPeer server = server(secure);
                ForwardProxy proxy = product.start(server.port());
                Client client = new Client().through(proxy.uri(""))) {
            BrowserSession before = client.open(uri(server, secure));
            assertThat(client.echo(before, "before")).isEqualTo("before");
            proxy.readConfigurationAgain();
            assertThat(client.echo(before, "still")).isEqualTo("still");
            BrowserSession after = client.open(uri(server, secure));
            assertThat(client.echo(after, "after")).isEqualTo("after");
            before.close();
            after.close();
            assertThat(Client.closed(before).wasClean()).isTrue();
            assertThat(Client.closed(after).wasClean()).isTrue();
        }
    }

    private static void assertThatItWasCut(BrowserSession session) throws Exception {
        CloseEvent event = Client.closed(session);
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.wasClean()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ForwardProxy.Product.class,
            names = {"SQUID", "TINYPROXY", "MICROSOCKS"})
    void aProxyThatEndsCutsOpenSessions(ForwardProxy.Product product) throws Exception {
        try (ScriptedPeer server = server(false);
                Client client = new Client()) {
            BrowserSession session;
            try (ForwardProxy proxy = product.start(server.port())) {
                session = client.through(proxy.uri("")).open(uri(server, false));
                assertThat(client.echo(session, "once")).isEqualTo("once");
            }
            assertThatItWasCut(session);
        }
    }
}
