package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.peer.FullBacklog;
import dev.adieu.websocket.peer.PeerCertificate;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.DeploymentException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that a URI leads to. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class AddressesTest {

    /** Returns every name has these addresses of the loopback network. Peers only listen on the first. */
    private static HostLookup finding(int... lastNumbers) {
        return host -> {
            List<InetAddress> addresses = new ArrayList<>();
            for (int number : lastNumbers) {
                addresses.add(InetAddress.getByAddress(host, new byte[] {127, 0, 0, (byte) number}));
            }
            return addresses;
        };
    }

    @Test
    void everyAddressIsTriedUntilOneAnswers() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client(finding(2, 3, 1, 4))) {
            client.open(peer.uri("example.test", "/"));
            assertThat(peer.connections()).hasSize(1);
            assertThat(peer.connection().request().header("Host")).contains("example.test:" + peer.port());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "fe80::1",
                "localhost",
                "LocalHost",
                "localhost.",
                "a.localhost",
                "A.localhost."
            })
    void anAddressAndLocalhostAreNotWaitedFor(String host) {
        assertThat(HostLookup.PLATFORM.mayWait(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.test", "127.0.0.1.test", "localhost.test", "1", "a:b"})
    void aNameIsLookedUpOnAThreadThatMayWait(String host) {
        assertThat(HostLookup.PLATFORM.mayWait(host)).isTrue();
    }

    @Test
    void everyAddressGetsATlsHandshakeOfItsOwn() {
        PeerCertificate certificate = PeerCertificate.of("localhost", "dns:example.test");
        try (ScriptedPeer peer = ScriptedPeer.tls(certificate.presenting(null), false, Scripts.acceptAndAnswerClose());
                Client client = new Client(finding(2, 1)).with("adieu.ssl-context", certificate.trusting())) {
            client.open(peer.uri("example.test", "/"));
        }
    }

    @Test
    void aServerThatRefusesTheHandshakeIsTheLastThatIsAsked() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(Response.status(403, "Forbidden"));
                });
                Client client = new Client(finding(1, 1))) {
            assertThat(Client.story(client.refused(peer.uri("example.test", "/"))))
                    .contains("403");
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @Test
    void whereNoAddressAnswersEachIsToldWithWhatItSaid() {
        int port;
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            port = peer.port();
        }
        try (Client client = new Client(finding(2, 3))) {
            Exception refusal = client.refused(URI.create("ws://example.test:" + port + "/"));
            assertThat(refusal)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("no connection to ws://example.test:" + port
                            + "/: TCP failed: 127.0.0.2 (Connection refused), 127.0.0.3 (Connection refused); check that"
                            + " the server runs, and that the port is right");
            assertThat(Client.story(refusal)).contains(ConnectException.class.getSimpleName());
        }
    }

    @Test
    void anAddressThatSwallowsPacketsKeepsNobodyFromTheNext() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                FullBacklog swallows = FullBacklog.open("127.0.0.2", peer.port());
                Client client = new Client(finding(2, 1)).with("adieu.connect-timeout", "PT10S")) {
            client.open(peer.uri("example.test", "/"));
        }
    }

    @Test
    void theConnectTimeoutSaysWhichAddressesHaveNotAnswered() {
        try (FullBacklog swallows = FullBacklog.open();
                Client client = new Client(finding(2, 1)).with("adieu.connect-timeout", 200)) {
            assertThat(client.refused(URI.create("ws://example.test:" + swallows.port() + "/")))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("adieu.connect-timeout")
                    .hasMessageContaining("127.0.0.2 (Connection refused), 127.0.0.1 (no answer)");
        }
    }

    @Test
    void aNameWithoutAnAddressIsToldByItsName() {
        try (Client client = new Client(host -> {
            throw new UnknownHostException(host);
        })) {
            Exception refusal = client.refused(URI.create("ws://nowhere.example.test/"));
            assertThat(refusal).isInstanceOf(UnknownHostException.class).hasMessageContaining("nowhere.example.test");
            assertThat(Client.story(refusal)).contains(UnknownHostException.class.getSimpleName());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost/",
                "ws://localhost/#part",
                "/path",
                "ws:opaque",
                "ws:///path",
                "localhost",
                "ws://host:0/",
                "ws://host:65536/",
                "mailto:a@b",
                "",
                "ws://a_b:x/"
            })
    void whatIsNoAddressOfAWebSocketIsRefusedBeforeAnythingElse(String uri) {
        try (Client client = new Client()) {
            assertThat(client.refused(URI.create(uri))).isInstanceOf(DeploymentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_service", "b%C3%BCcher.example"})
    void namesThatBrowsersConnectToAreLookedUp(String host) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client(finding(1))) {
            client.open(peer.uri(host, "/"));
            assertThat(peer.connection().request().header("Host"))
                    .contains(host.replace("b%C3%BCcher", "xn--bcher-kva") + ":" + peer.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "0x7f000001", "127.0.0.1.", "localhost.", "app.localhost", "%6C%6Fcalhost"})
    void everyFormOfTheLoopbackAddressThatBrowsersAcceptIsConnectedTo(String host) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            client.open(peer.uri(host, "/"));
        }
    }

    @Test
    void anHttpUrlIsTakenAsAWebSockets() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            URI http = URI.create("http://127.0.0.1:" + peer.port() + "/p");
            assertThat(client.open(http).getRequestURI()).isEqualTo(peer.uri("/p"));
        }
    }
}
