package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ClientEndpointConfig.Configurator;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations of endpoints (Jakarta WebSocket 2.2, {@link ClientEndpointConfig}). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ConfigurationsTest {

    private static final List<Configurator> MADE = Collections.synchronizedList(new ArrayList<>());
    private static final List<Configurator> ASKED = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void nothingWasMade() {
        MADE.clear();
        ASKED.clear();
    }

    /** A configuration of an application's own making, which may return anything. */
    private record Own(
            List<String> getPreferredSubprotocols,
            List<Extension> getExtensions,
            List<Class<? extends Encoder>> getEncoders,
            List<Class<? extends Decoder>> getDecoders,
            Map<String, Object> getUserProperties,
            Configurator getConfigurator)
            implements ClientEndpointConfig {

        @Override
        public SSLContext getSSLContext() {
            return null;
        }
    }

    private record Named(String getName, List<Extension.Parameter> getParameters) implements Extension {}

    private record Parameter(String getName, String getValue) implements Extension.Parameter {}

    private static Own with(List<String> subprotocols, List<Extension> extensions) {
        return new Own(subprotocols, extensions, List.of(), List.of(), Map.of(), new Configurator());
    }

    private static Own with(List<Class<? extends Encoder>> encoders, List<Class<? extends Decoder>> decoders, int any) {
        return new Own(List.of(), List.of(), encoders, decoders, Map.of(), new Configurator());
    }

    private static Arguments refused(String message, ClientEndpointConfig config) {
        return Arguments.of(message, config);
    }

    static Stream<Arguments> illegalConfigurations() {
        return Stream.of(
                refused("getConfigurator", new Own(List.of(), List.of(), List.of(), List.of(), Map.of(), null)),
                refused(
                        "getConfigurator",
                        ClientEndpointConfig.Builder.create().configurator(null).build()),
                refused(
                        "getUserProperties",
                        new Own(List.of(), List.of(), List.of(), List.of(), null, new Configurator())),
                refused("getPreferredSubprotocols", with(null, List.of())),
                refused("getPreferredSubprotocols", with(Arrays.asList("a", null), List.of())),
                refused("getExtensions", with(List.of(), null)),
                refused("getExtensions", with(List.of(), Arrays.asList((Extension) null))),
                refused("the name of the extension", with(List.of(), List.of(new Named(null, List.of())))),
                refused("parameters must not be null", with(List.of(), List.of(new Named("x", null)))),
                refused("must not contain null", with(List.of(), List.of(new Named("x", Arrays.asList((Parameter)
                        null))))),
                refused(
                        "the name of a parameter",
                        with(List.of(), List.of(new Named("x", List.of(new Parameter(null, "1")))))),
                refused("getEncoders", with(null, List.of(), 0)),
                refused("getEncoders", with(Arrays.asList((Class<? extends Encoder>) null), List.of(), 0)),
                refused("getDecoders", with(List.of(), null, 0)),
                refused("getDecoders", with(List.of(), Arrays.asList((Class<? extends Decoder>) null), 0)));
    }

    @ParameterizedTest
    @MethodSource("illegalConfigurations")
    void anIllegalConfigurationIsRefusedByName(String message, ClientEndpointConfig config) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(config)) {
            assertThat(client.refused(peer.uri()))
                    .isExactlyInstanceOf(DeploymentException.class)
                    .hasMessageContaining(message);
            assertThat(peer.connections()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nb", "é"})
    void anExtensionMustBeAToken(String name) {
        for (Named extension : List.of(new Named(name, List.of()), new Named("x", List.of(new Parameter(name, "1"))))) {
            try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                    Client client = new Client().with(with(List.of(), List.of(extension)))) {
                assertThat(client.refused(peer.uri()))
                        .isInstanceOf(DeploymentException.class)
                        .hasMessageContaining("extension");
            }
        }
    }

    /** Encodes nothing; each subclass lacks something. */
    public abstract static class Coder implements Encoder.Text<StringBuilder>, Decoder.Text<StringBuilder> {

        @Override
        public void init(EndpointConfig config) {}

        @Override
        public void destroy() {}

        @Override
        public String encode(StringBuilder message) {
            return "";
        }

        @Override
        public StringBuilder decode(String text) {
            return new StringBuilder();
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    /** Has no constructor without parameters. */
    public static class WithParameter extends Coder {
        public WithParameter(String parameter) {}
    }

    /** Has no public constructor. */
    public static class Hidden extends Coder {
        Hidden() {}
    }

    /** Is not public. */
    static class NotPublic extends Coder {
        public NotPublic() {}
    }

    /** Has a constructor with a parameter, its outer object. */
    public class Inner extends Coder {}

    @ClientEndpoint(encoders = WithParameter.class)
    public static class Encoding {}

    @ClientEndpoint(decoders = Hidden.class)
    public static class Decoding {}

    @ParameterizedTest
    @ValueSource(classes = {Coder.class, WithParameter.class, Hidden.class, NotPublic.class, Inner.class})
    void aCoderThatCannotBeMadeIsRefusedWhenTheEndpointIsDeployed(Class<? extends Coder> type) {
        for (Own config : List.of(with(List.of(type), List.of(), 0), with(List.of(), List.of(type), 0))) {
            try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                    Client client = new Client().with(config)) {
                assertThat(client.refused(peer.uri()))
                        .isExactlyInstanceOf(DeploymentException.class)
                        .hasMessageContaining(type.getName())
                        .hasMessageContaining("public constructor without parameters");
                assertThat(peer.connections()).isEmpty();
            }
        }
    }

    /** Says not what it makes of what. */
    public static class OfNoKind implements Encoder {}

    /** Says not what it makes of what. */
    public static class OfNoKindEither implements Decoder {}

    @Test
    void aCoderThatIsNeitherForTextNorForBytesIsRefused() {
        for (Own config : List.of(
                with(List.of(OfNoKind.class), List.of(), 0), with(List.of(), List.of(OfNoKindEither.class), 0))) {
            try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                    Client client = new Client().with(config)) {
                assertThat(client.refused(peer.uri()))
                        .isExactlyInstanceOf(DeploymentException.class)
                        .hasMessageContaining("OfNoKind")
                        .hasMessageContaining("implement Text, TextStream, Binary or BinaryStream");
                assertThat(peer.connections()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Encoding.class, Decoding.class})
    void aCoderOfAnAnnotationThatCannotBeMadeIsRefused(Class<?> type) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            assertThatThrownBy(() -> client.container().connectToServer(type, peer.uri()))
                    .isExactlyInstanceOf(DeploymentException.class)
                    .hasMessageContaining("coder");
        }
    }

    /** Notes each object of it. */
    public static class Noting extends Configurator {

        public Noting() {
            MADE.add(this);
        }

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            ASKED.add(this);
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            ASKED.add(this);
        }
    }

    @ClientEndpoint(configurator = Noting.class)
    public static class Configured {}

    /** {@code ClientEndpoint.configurator}: a new instance of the configurator per logical endpoint. */
    @Test
    void thereIsOneConfiguratorForEachLogicalEndpoint() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            for (int endpoints = 1; endpoints <= 3; endpoints++) {
                Session session = client.container().connectToServer(new Configured(), peer.uri());
                assertThat(session.isOpen()).isTrue();
                assertThat(MADE).hasSize(endpoints);
                assertThat(ASKED).hasSize(2 * endpoints);
                assertThat(ASKED.subList(2 * endpoints - 2, 2 * endpoints)).containsOnly(MADE.get(endpoints - 1));
            }
        }
    }
}
