package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers as an application can read and change them (Jakarta WebSocket 2.2, section 4.1.7). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ConfiguratorTest {

    private static ClientEndpointConfig before(Consumer<Map<String, List<String>>> edit) {
        return ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        edit.accept(headers);
                    }
                })
                .build();
    }

    private static OpeningRequest requestWith(Consumer<Map<String, List<String>>> edit) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(before(edit))) {
            client.open(peer.uri());
            return peer.connection().request();
        }
    }

    @Test
    void headersAreAdded() {
        OpeningRequest request = requestWith(headers -> {
            headers.put("X-Token", List.of("secret"));
            headers.put("Cookie", List.of("a=1; b=2"));
            headers.put("X-Twice", List.of("one", "two"));
            headers.put("X-Empty", List.of(""));
            headers.put("X-Latin", List.of("tab\tand ÿ"));
        });
        assertThat(request.all("X-Token")).containsExactly("secret");
        assertThat(request.all("Cookie")).containsExactly("a=1; b=2");
        assertThat(request.all("X-Twice")).containsExactly("one", "two");
        assertThat(request.all("X-Empty")).containsExactly("");
        assertThat(request.all("X-Latin")).containsExactly("tab\tand ÿ");
    }

    @Test
    void theHeadersThatWillBeSentCanBeReadInAnyCase() {
        AtomicReference<List<String>> seen = new AtomicReference<>();
        OpeningRequest request = requestWith(headers -> seen.set(headers.get("hOsT")));
        assertThat(seen.get()).containsExactly(request.header("Host").orElseThrow());
    }

    @Test
    void headersAreChangedWhateverTheirCase() {
        assertThat(requestWith(headers -> headers.put("host", List.of("other.test")))
                        .all("Host"))
                .containsExactly("other.test");
        assertThat(requestWith(headers -> headers.get("Host").set(0, "third.test"))
                        .all("Host"))
                .containsExactly("third.test");
    }

    @Test
    void originAndUserAgentAreTheConfiguratorsToChangeAndToRemove() {
        OpeningRequest changed = requestWith(headers -> {
            headers.put("origin", List.of("https://mine.example"));
            headers.put("user-agent", List.of("Mine/2"));
        });
        assertThat(changed.all("Origin")).containsExactly("https://mine.example");
        assertThat(changed.all("User-Agent")).containsExactly("Mine/2");
        OpeningRequest removed = requestWith(headers -> headers.keySet().removeAll(List.of("Origin", "User-Agent")));
        assertThat(removed.all("Origin")).isEmpty();
        assertThat(removed.all("User-Agent")).isEmpty();
    }

    @Test
    void headersAreRemoved() {
        OpeningRequest request = requestWith(headers -> {
            headers.put("X-Not-To-Be", new ArrayList<>(List.of("x")));
            headers.remove("x-not-to-be");
            headers.put("X-Null", null);
        });
        assertThat(request.all("X-Not-To-Be")).isEmpty();
        assertThat(request.all("X-Null")).isEmpty();
    }

    @Test
    void whatTheHandshakeNeedsCannotBeTakenAway() {
        OpeningRequest request = requestWith(Map::clear);
        assertThat(request.all("Host")).hasSize(1);
        assertThat(request.all("Upgrade")).containsExactly("websocket");
        assertThat(request.all("Connection")).containsExactly("Upgrade");
        assertThat(request.all("Sec-WebSocket-Key")).hasSize(1);
        assertThat(request.all("Sec-WebSocket-Version")).containsExactly("13");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "a\u001bb", "a\u007fb", "a\u20acb", "\ud83d\ude00"})
    void aValueThatHttpCannotCarryIsRefusedWithTheNameOfTheHeaderBeforeAnythingIsSent(String value) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(before(headers -> headers.put("X-Token", List.of(value))))) {
            Exception refusal = client.refused(peer.uri());
            assertThat(refusal)
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("\"X-Token\"")
                    .hasMessageContaining("U+00FF, and has U+")
                    .hasMessageContaining("RFC 9110");
            assertThat(peer.connections()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X Token", "X:Token", "X\r\nToken", "", "X-Tökén"})
    void aNameThatIsNoTokenIsRefused(String name) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(before(headers -> headers.put(name, List.of("v"))))) {
            assertThat(client.refused(peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("the header \"" + name + "\"");
            assertThat(peer.connections()).isEmpty();
        }
    }

    @Test
    void aValueThatIsNullIsRefused() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client =
                        new Client().with(before(headers -> headers.put("X-Null", Arrays.asList((String) null))))) {
            assertThat(client.refused(peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("X-Null");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x y",
                "x;",
                "x; a=",
                "x; a=\"b c\"",
                "x; =1",
                "permessage-deflate; nonsense",
                "permessage-deflate; client_max_window_bits=10"
            })
    void extensionsThatCannotBeOfferedAreRefused(String offer) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client =
                        new Client().with(before(headers -> headers.put("Sec-WebSocket-Extensions", List.of(offer))))) {
            assertThat(client.refused(peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .satisfiesAnyOf(
                            e -> assertThat(e).hasMessageContaining("the Sec-WebSocket-Extensions header is malformed"),
                            e -> assertThat(e).hasMessageContaining("the extension permessage-deflate"));
            assertThat(peer.connections()).isEmpty();
        }
    }

    /** A configuration one of whose methods returns {@code null}. */
    private record Lacking(String method, ClientEndpointConfig whole) implements ClientEndpointConfig {

        private <T> T unless(String name, T value) {
            return name.equals(method) ? null : value;
        }

        @Override
        public List<String> getPreferredSubprotocols() {
            return unless("getPreferredSubprotocols", whole.getPreferredSubprotocols());
        }

        @Override
        public List<Extension> getExtensions() {
            return unless("getExtensions", whole.getExtensions());
        }

        @Override
        public SSLContext getSSLContext() {
            return whole.getSSLContext();
        }

        @Override
        public Configurator getConfigurator() {
            return unless("getConfigurator", whole.getConfigurator());
        }

        @Override
        public List<Class<? extends Encoder>> getEncoders() {
            return whole.getEncoders();
        }

        @Override
        public List<Class<? extends Decoder>> getDecoders() {
            return whole.getDecoders();
        }

        @Override
        public Map<String, Object> getUserProperties() {
            return unless("getUserProperties", whole.getUserProperties());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"getConfigurator", "getPreferredSubprotocols", "getExtensions", "getUserProperties"})
    void aConfigurationThatReturnsNullIsRefusedByName(String method) {
        ClientEndpointConfig whole = ClientEndpointConfig.Builder.create().build();
        try (Client client = new Client().with(new Lacking(method, whole))) {
            assertThat(client.refused(URI.create("ws://127.0.0.1:9/")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("ClientEndpointConfig." + method + "() returned null");
        }
    }

    @Test
    void anExceptionOfTheConfiguratorEndsTheAttemptAndIsItsCause() {
        RuntimeException fault = new IllegalStateException("no token today");
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(before(headers -> {
                    throw fault;
                }))) {
            assertThat(client.refused(peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("no token today")
                    .hasRootCause(fault);
            assertThatThrownBy(() -> client.begin(peer.uri())
                            .session()
                            .toCompletableFuture()
                            .join())
                    .hasCauseInstanceOf(DeploymentException.class)
                    .hasRootCause(fault);
            assertThat(peer.connections()).isEmpty();
        }
    }

    @Test
    void afterResponseSeesAllHeadersInAnyCaseBeforeOnOpen() {
        AtomicReference<Map<String, List<String>>> seen = new AtomicReference<>();
        AtomicReference<Boolean> beforeOpen = new AtomicReference<>();
        try (Client client = new Client()) {
            client.with(ClientEndpointConfig.Builder.create()
                    .configurator(new ClientEndpointConfig.Configurator() {
                        @Override
                        public void afterResponse(HandshakeResponse response) {
                            beforeOpen.set(client.listener().heardNothing());
                            seen.set(response.getHeaders());
                        }
                    })
                    .build());
            try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                c.send(c.accepting().header("Set-Cookie", "a=1").header("set-cookie", "b=2"));
                c.answerClose();
            })) {
                client.open(peer.uri());
                assertThat(beforeOpen.get()).isTrue();
                assertThat(seen.get().get("SET-COOKIE")).containsExactly("a=1", "b=2");
                assertThat(seen.get().get("upgrade")).containsExactly("websocket");
            }
        }
    }

    /** Adds a header for the annotated endpoint below. */
    public static class Stamping extends ClientEndpointConfig.Configurator {
        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            headers.put("X-Stamp", List.of("annotated"));
        }
    }

    /** Names its configurator and subprotocol. */
    @ClientEndpoint(configurator = Stamping.class, subprotocols = "chat")
    public static class Annotated {}

    @Test
    void theConfiguratorOfAnAnnotationIsUsed() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            client.container().connectToServer(Annotated.class, peer.uri());
            assertThat(peer.connection().request().header("X-Stamp")).contains("annotated");
            assertThat(peer.connection().request().header("Sec-WebSocket-Protocol"))
                    .contains("chat");
        }
    }
}
