package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.PeerCertificate;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.SocksProxy;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through a SOCKS proxy: version 5 (RFC 1928, RFC 1929) and version 4 with names (4a). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class SocksTest {

    private static final PeerCertificate CERTIFICATE = PeerCertificate.of("localhost", "dns:example.test");

    private static Client client(String scheme, String userInfo, int port) {
        return new Client()
                .with("adieu.proxy", scheme + "://" + userInfo + "127.0.0.1:" + port)
                .with("adieu.ssl-context", CERTIFICATE.trusting());
    }

    @ParameterizedTest(name = "{0}, server over TLS {1}")
    @CsvSource({"socks5,false", "socks5,true", "socks4a,false", "socks4a,true"})
    void aConnectionGoesThroughAndTheProxyLooksTheNameUp(String scheme, boolean secure) throws IOException {
        try (ScriptedPeer peer = secure
                        ? ScriptedPeer.tls(CERTIFICATE.presenting(null), false, Scripts.echo())
                        : ScriptedPeer.plain(Scripts.echo());
                SocksProxy proxy = SocksProxy.open();
                Client client = client(scheme, "", proxy.port())) {
            BrowserSession session = client.open(peer.uri("example.test", "/"));
            session.getBasicRemote().sendText("through");
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("through");
            session.close();
            assertThat(Client.closed(session).wasClean()).isTrue();
            assertThat(proxy.requests())
                    .containsExactly(scheme.replaceAll("[^45]", "") + " example.test:" + peer.port());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "socks5,  127.0.0.1,             5 127.0.0.1",
        "socks5,  [::1],                 5 0:0:0:0:0:0:0:1",
        "socks5,  b%C3%BCcher.example,   5 xn--bcher-kva.example",
        "socks4a, 127.0.0.1,             4 127.0.0.1",
        "socks4a, [::1],                 4 ::1",
    })
    void everyKindOfHostIsToldToTheProxy(String scheme, String host, String told) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                SocksProxy proxy = SocksProxy.open();
                Client client = client(scheme, "", proxy.port())) {
            client.open(peer.uri(host, "/"));
            assertThat(proxy.requests()).containsExactly(told + ":" + peer.port());
        }
    }

    @ParameterizedTest
    @CsvSource({"socks5,me%40here:p%C3%A4ss,me@here:päss", "socks4a,me,me"})
    void credentialsAreGivenToTheProxyAlone(String scheme, String userInfo, String wanted) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                SocksProxy proxy = SocksProxy.open().wanting(wanted);
                Client client = client(scheme, userInfo + "@", proxy.port())) {
            client.open(peer.uri());
            assertThat(peer.connection().request().raw()).doesNotContain("me");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "socks5,  me:wrong@, 0, it does not accept the credentials",
        "socks5,  '',        0, 'it wants credentials, which the URI in adieu.proxy can have (user:password@)'",
        "socks5,  me:right@, 2, it answered 2 (not allowed by its rules)",
        "socks5,  me:right@, 5, it answered 5 (connection refused)",
        "socks5,  me:right@, 99, it answered 99 (unassigned)",
        "socks4a, you@,      0, it answered 93 (identd on this machine names another user)",
        "socks4a, me@,      91, it answered 91 (rejected or failed)",
    })
    void aRefusalIsToldInTheWordsOfTheProxy(String scheme, String userInfo, int code, String why) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                SocksProxy proxy = SocksProxy.open()
                        .wanting(scheme.equals("socks5") ? "me:right" : "me")
                        .answering(code);
                Client client = client(scheme, userInfo, proxy.port())) {
            assertThat(Client.story(client.refused(peer.uri())))
                    .contains("the proxy " + scheme + "://127.0.0.1:" + proxy.port()
                            + " (adieu.proxy) does not connect to 127.0.0.1:" + peer.port() + ": " + why)
                    .doesNotContain("me:");
            assertThat(peer.connections()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"socks5, 5", "socks4a, 4"})
    void whatIsNoSocksProxyIsRefused(String scheme, int version) {
        try (ScriptedPeer proxy = ScriptedPeer.plain(c -> {
                    c.readAnything();
                    c.send(() -> "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                });
                Client client = client(scheme, "", proxy.port())) {
            assertThat(Client.story(client.refused(URI.create("ws://example.test/"))))
                    .contains("its answer is not one of SOCKS " + version + ": it begins with 72");
        }
    }

    @Test
    void anAnswerThatComesByteByByteIsRead() {
        byte[] answers = {5, 0, 5, 0, 0, 3, 4, 'n', 'a', 'm', 'e', 0, 80};
        try (ScriptedPeer proxy = ScriptedPeer.plain(c -> {
                    c.readAnything();
                    c.sendInChops(1, () -> new byte[] {answers[0], answers[1]});
                    c.readAnything();
                    c.sendInChops(1, () -> java.util.Arrays.copyOfRange(answers, 2, answers.length));
                    Scripts.acceptAndAnswerClose().run(c);
                });
                Client client = client("socks5", "", proxy.port())) {
            BrowserSession session = client.open(URI.create("ws://example.test/"));
            session.close();
            assertThat(Client.closed(session).wasClean()).isTrue();
        }
    }

    @Test
    void aHostThatSocksCannotExpressIsRefused() {
        String host = "a".repeat(256);
        try (SocksProxy proxy = SocksProxy.open();
                Client client = client("socks5", "", proxy.port())) {
            assertThat(Client.story(client.refused(URI.create("ws://" + host + "/"))))
                    .contains("the host has 256 bytes, and SOCKS 5 takes 255 at most");
        }
    }
}
