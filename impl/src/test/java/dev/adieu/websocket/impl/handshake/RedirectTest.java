package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpointConfig;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects are followed only if the application says so (RFC 6455, section 4.1, step 1). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class RedirectTest {

    private static final Script HERE = Scripts.acceptAndAnswerClose();

    /** Redirects everything but one path, which it accepts. */
    private static Script redirecting(int status, String from, String location) {
        return c -> {
            if (c.request().target().equals(from)) {
                c.send(Response.status(status, "Redirect").header("Location", location));
            } else {
                HERE.run(c);
            }
        };
    }

    @Test
    void withoutTheSettingNoneIsFollowed() {
        try (ScriptedPeer peer = ScriptedPeer.plain(redirecting(302, "/", "/there"));
                Client client = new Client()) {
            assertThat(Client.story(client.refused(peer.uri())))
                    .contains("302", "adieu.max-redirects allows no more than 0");
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void everyKindOfRedirectIsFollowedAndTheSessionKnowsWhereItIs(int status) {
        try (ScriptedPeer peer = ScriptedPeer.plain(redirecting(status, "/here?q=1", "/there?q=2#part"));
                Client client = new Client().with("adieu.max-redirects", 1)) {
            BrowserSession session = client.open(peer.uri("/here?q=1"));
            assertThat(peer.connection(1).request().target()).isEqualTo("/there?q=2");
            assertThat(session.getRequestURI()).isEqualTo(peer.uri("/there?q=2"));
            assertThat(peer.connection(0).awaitClientEnd()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../there",
                "/b/there",
                "//127.0.0.1:PORT/b/there",
                "http://127.0.0.1:PORT/b/there",
                "ws://127.0.0.1:PORT/b/there"
            })
    void theLocationMayBeRelativeOrHttp(String location) {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    if (c.request().target().equals("/b/c/here")) {
                        String port = c.request().header("Host").orElseThrow().split(":")[1];
                        c.send(Response.status(307, "Redirect").header("Location", location.replace("PORT", port)));
                    } else {
                        HERE.run(c);
                    }
                });
                Client client = new Client().with("adieu.max-redirects", 1)) {
            client.open(peer.uri("/b/c/here"));
            assertThat(peer.connection(1).request().target()).isEqualTo("/b/there");
        }
    }

    @Test
    void aKeyIsNotUsedTwice() {
        try (ScriptedPeer peer = ScriptedPeer.plain(redirecting(302, "/", "/there"));
                Client client = new Client().with("adieu.max-redirects", 1)) {
            client.open(peer.uri());
            assertThat(peer.connection(1).request().header("Sec-WebSocket-Key"))
                    .isNotEqualTo(peer.connection(0).request().header("Sec-WebSocket-Key"));
        }
    }

    @Test
    void aLoopEndsAtTheLimit() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(Response.status(302, "Found").header("Location", "/"));
                });
                Client client = new Client().with("adieu.max-redirects", 3)) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("adieu.max-redirects allows no more than 3");
            assertThat(peer.connections()).hasSize(4);
        }
    }

    @Test
    void aRedirectToTlsIsFollowed() {
        try (ScriptedPeer secure = ScriptedPeer.tls(HERE);
                ScriptedPeer peer =
                        ScriptedPeer.plain(redirecting(301, "/", "https://127.0.0.1:" + secure.port() + "/"));
                Client client = new Client()
                        .with("adieu.max-redirects", 1)
                        .with("adieu.ssl-context", LocalhostCertificate.trustingContext())) {
            BrowserSession session = client.open(peer.uri());
            assertThat(session.isSecure()).isTrue();
            assertThat(session.getRequestURI()).isEqualTo(secure.uri());
        }
    }

    @Test
    void aRedirectThatLeavesTlsIsRefused() {
        try (ScriptedPeer plain = ScriptedPeer.plain(HERE);
                ScriptedPeer secure =
                        ScriptedPeer.tls(redirecting(301, "/", "http://127.0.0.1:" + plain.port() + "/"));
                Client client = new Client()
                        .with("adieu.max-redirects", 1)
                        .with("adieu.ssl-context", LocalhostCertificate.trustingContext())) {
            assertThat(Client.story(client.refused(secure.uri()))).contains("it leaves TLS");
            assertThat(plain.connections()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://127.0.0.1/", "mailto:a", "http://", "http://[", "http:///x", "http://127.0.0.1:99999/"})
    void aLocationThatLeadsNowhereIsRefused(String location) {
        try (ScriptedPeer peer = ScriptedPeer.plain(redirecting(302, "/", location));
                Client client = new Client().with("adieu.max-redirects", 1)) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("redirects to " + location + ", where");
        }
    }

    @Test
    void aRedirectWithSeveralLocationsIsRefused() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(Response.status(302, "Found")
                            .header("Location", "/one")
                            .header("Location", "/two"));
                });
                Client client = new Client().with("adieu.max-redirects", 5)) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("it redirects, but has several Locations");
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @Test
    void aRedirectWithoutALocationIsARefusal() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(Response.status(302, "Found"));
                });
                Client client = new Client().with("adieu.max-redirects", 5)) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("302 Found");
        }
    }

    @Test
    void thePropertiesOfTyrusSwitchItOnToo() {
        ClientEndpointConfig config = Client.properties(
                Map.of(ClientProperties.REDIRECT_ENABLED, true, ClientProperties.REDIRECT_THRESHOLD, 2));
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    int hop = Integer.parseInt(c.request().target().substring(1));
                    if (hop > 0) {
                        c.send(Response.status(302, "Found").header("Location", "/" + (hop - 1)));
                    } else {
                        HERE.run(c);
                    }
                });
                Client client = new Client().with(config)) {
            client.open(peer.uri("/2"));
            assertThat(peer.connections()).hasSize(3);
            assertThat(Client.story(client.refused(peer.uri("/3")))).contains("302");
            assertThat(peer.connections()).hasSize(6);
        }
    }

    @Test
    void headersOfTheApplicationGoToTheNewPlaceToo() {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("X-Mine", List.of("yes"));
                    }
                })
                .build();
        try (ScriptedPeer peer = ScriptedPeer.plain(redirecting(302, "/", "/there"));
                Client client = new Client().with("adieu.max-redirects", 1).with(config)) {
            client.open(peer.uri());
            assertThat(peer.connection(0).request().all("X-Mine")).containsExactly("yes");
            assertThat(peer.connection(1).request().all("X-Mine")).containsExactly("yes");
        }
    }

    private static ClientEndpointConfig withSecrets() {
        return ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Authorization", List.of("Bearer secret"));
                        headers.put("Cookie", List.of("session=secret"));
                        headers.put("proxy-authorization", List.of("Basic secret"));
                        headers.put("Host", List.of("virtual.test"));
                        headers.put("X-Mine", List.of("yes"));
                    }
                })
                .build();
    }

    @Test
    void secretsOfTheApplicationDoNotFollowToAnotherOrigin() {
        try (ScriptedPeer other = ScriptedPeer.plain(HERE);
                ScriptedPeer peer =
                        ScriptedPeer.plain(redirecting(302, "/", "http://127.0.0.1:" + other.port() + "/there"));
                Client client = new Client().with("adieu.max-redirects", 1).with(withSecrets())) {
            client.open(peer.uri());
            assertThat(peer.connection().request().header("Authorization")).contains("Bearer secret");
            assertThat(peer.connection().request().header("Host")).contains("virtual.test");
            assertThat(other.connection().request().raw()).doesNotContain("secret");
            assertThat(other.connection().request().header("Host")).contains("127.0.0.1:" + other.port());
            assertThat(other.connection().request().header("X-Mine")).contains("yes");
        }
    }

    @Test
    void secretsOfTheApplicationFollowWithinTheOrigin() {
        try (ScriptedPeer peer = ScriptedPeer.plain(redirecting(302, "/", "/there"));
                Client client = new Client().with("adieu.max-redirects", 1).with(withSecrets())) {
            client.open(peer.uri());
            assertThat(peer.connection(1).request().header("Authorization")).contains("Bearer secret");
            assertThat(peer.connection(1).request().header("Cookie")).contains("session=secret");
        }
    }

    @Test
    void aLocationThatIsOnlyAQueryKeepsThePath() {
        try (ScriptedPeer peer = ScriptedPeer.plain(redirecting(302, "/a/b", "?token=x y"));
                Client client = new Client().with("adieu.max-redirects", 1)) {
            client.open(peer.uri("/a/b"));
            assertThat(peer.connection(1).request().target()).isEqualTo("/a/b?token=x%20y");
        }
    }
}
