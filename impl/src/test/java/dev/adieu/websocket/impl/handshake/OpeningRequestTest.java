package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The request of the opening handshake (RFC 6455, section 4.1, "the requirements for this handshake"). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class OpeningRequestTest {

    private static OpeningRequest request(String host, String pathAndQuery) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = Client.findingEveryNameHere()) {
            client.open(peer.uri(host, pathAndQuery));
            return peer.connection().request();
        }
    }

    @Test
    void itHasTheRequestLineAndTheHeadersOfTheRfcAndNothingElse() {
        OpeningRequest request = request("127.0.0.1", "/chat");
        assertThat(request.line()).isEqualTo("GET /chat HTTP/1.1");
        assertThat(request.headers())
                .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder(
                        "host",
                        "origin",
                        "user-agent",
                        "upgrade",
                        "connection",
                        "sec-websocket-key",
                        "sec-websocket-version")
                .startsWith("host");
        assertThat(request.header("Upgrade")).contains("websocket");
        assertThat(request.header("Connection")).contains("Upgrade");
        assertThat(request.header("Sec-WebSocket-Version")).contains("13");
    }

    @Test
    void theOriginIsTheServersOwnUnlessASettingSaysOtherwise() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = Client.findingEveryNameHere()) {
            client.open(peer.uri("Example.test", "/chat"));
            client.with("adieu.origin", "https://app.example").open(peer.uri());
            client.with("adieu.origin", "none").with("adieu.user-agent", "none").open(peer.uri());
            client.with("adieu.user-agent", "Me/1.0").open(peer.uri());
            assertThat(peer.connection(0).request().all("Origin"))
                    .containsExactly("http://example.test:" + peer.port());
            assertThat(peer.connection(0).request().all("User-Agent")).containsExactly("Adieu");
            assertThat(peer.connection(1).request().all("Origin")).containsExactly("https://app.example");
            assertThat(peer.connection(2).request().all("Origin")).isEmpty();
            assertThat(peer.connection(2).request().all("User-Agent")).isEmpty();
            assertThat(peer.connection(3).request().all("User-Agent")).containsExactly("Me/1.0");
        }
    }

    @Test
    void theKeyIsSixteenBytesAndNewForEachConnection() {
        Set<String> keys = new HashSet<>();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            for (int i = 0; i < 50; i++) {
                client.open(peer.uri()).close();
                String key =
                        peer.connection(i).request().header("Sec-WebSocket-Key").orElseThrow();
                assertThat(Base64.getDecoder().decode(key)).hasSize(16);
                keys.add(key);
            }
        }
        assertThat(keys).hasSize(50);
    }

    @Test
    void hostHasThePortWhereItIsNotTheDefault() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = Client.findingEveryNameHere()) {
            client.open(peer.uri("example.test", "/"));
            assertThat(peer.connection().request().header("Host")).contains("example.test:" + peer.port());
        }
    }

    @Test
    void hostIsInLowerCase() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = Client.findingEveryNameHere()) {
            client.open(peer.uri("Example.TEST", "/"));
            assertThat(peer.connection().request().header("Host")).contains("example.test:" + peer.port());
        }
    }

    @Test
    void hostHasNoPortWhereItIsTheDefault() {
        // Through a proxy, which leads every port to the peer.
        try (LeadingProxy proxy = LeadingProxy.open(Scripts.acceptAndAnswerClose())) {
            try (Client client = new Client().with("adieu.proxy", proxy.uri())) {
                client.open(URI.create("ws://example.test/"));
                client.open(URI.create("ws://example.test:80/"));
                client.open(URI.create("ws://example.test:443/"));
                assertThat(proxy.hostHeaders()).containsExactly("example.test", "example.test", "example.test:443");
            }
        }
    }

    @Test
    void anIpv6AddressKeepsItsBracketsInHost() {
        try (LeadingProxy proxy = LeadingProxy.open(Scripts.acceptAndAnswerClose())) {
            try (Client client = new Client().with("adieu.proxy", proxy.uri())) {
                client.open(URI.create("ws://[2001:db8::1]:8080/"));
                assertThat(proxy.hostHeaders()).containsExactly("[2001:db8::1]:8080");
                assertThat(proxy.connectTargets()).containsExactly("[2001:db8::1]:8080");
            }
        }
    }

    @Test
    void theTargetIsPathAndQueryAsTheyWereWritten() {
        assertThat(request("127.0.0.1", "/a/b%2Fc%20d;e=1?q=%C3%BC&r=a+b&s=%26").target())
                .isEqualTo("/a/b%2Fc%20d;e=1?q=%C3%BC&r=a+b&s=%26");
    }

    @Test
    void theTargetIsASlashWhereThereIsNoPath() {
        assertThat(request("127.0.0.1", "").target()).isEqualTo("/");
        assertThat(request("127.0.0.1", "?q=1").target()).isEqualTo("/?q=1");
    }

    @Test
    void whatIsNotAsciiIsPercentEncoded() {
        assertThat(request("127.0.0.1", "/grüße?wert=ß").target()).isEqualTo("/gr%C3%BC%C3%9Fe?wert=%C3%9F");
    }

    @Test
    void aUriWithAFragmentIsRefusedBeforeAnythingIsSent() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            assertThat(client.refused(peer.uri("/p?q=1#part")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("it must not have a fragment");
            assertThat(peer.connections()).isEmpty();
        }
    }

    @Test
    void schemesAreTakenInAnyCase() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            Session session = client.open(URI.create("WS://127.0.0.1:" + peer.port() + "/"));
            assertThat(session.isSecure()).isFalse();
        }
    }

    @Test
    void subprotocolsAreOfferedInTheirOrder() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()
                        .with(ClientEndpointConfig.Builder.create()
                                .preferredSubprotocols(List.of("z", "a", "m"))
                                .build())) {
            client.open(peer.uri());
            assertThat(peer.connection().request().all("Sec-WebSocket-Protocol"))
                    .containsExactly("z, a, m");
        }
    }

    @Test
    void aSubprotocolThatIsNoTokenOrIsOfferedTwiceIsRefusedBeforeAnythingIsSent() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            for (List<String> names : List.of(
                    List.of("a b"),
                    List.of("a", "a"),
                    List.of(""),
                    List.of("a,b"),
                    List.of("ü"),
                    List.of("a\r\nX: y"))) {
                try (Client client = new Client()
                        .with(ClientEndpointConfig.Builder.create()
                                .preferredSubprotocols(names)
                                .build())) {
                    assertThat(client.refused(peer.uri()))
                            .isInstanceOf(DeploymentException.class)
                            .hasMessageContaining("subprotocol");
                }
            }
            assertThat(peer.connections()).isEmpty();
        }
    }
}
