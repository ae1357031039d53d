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
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that cannot work are refused before anything is sent (Jakarta WebSocket 2.2, sections 4.3 to 4.7). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class BrokenEndpointsTest {

    /** No annotation. */
    public static class NotAnnotated {
        @OnOpen
        public void open() {}
    }

    @ClientEndpoint
    public static class TwoOnOpen {
        @OnOpen
        public void one() {}

        @OnOpen
        public void two() {}
    }

    @ClientEndpoint
    public static class OnOpenWithAString {
        @OnOpen
        public void open(String text) {}
    }

    @ClientEndpoint
    public static class OnOpenWithTwoSessions {
        @OnOpen
        public void open(Session one, Session two) {}
    }

    @ClientEndpoint
    public static class TwoOnClose {
        @OnClose
        public void one() {}

        @OnClose
        public void two(CloseReason reason) {}
    }

    @ClientEndpoint
    public static class OnCloseWithAThrowable {
        @OnClose
        public void close(Throwable failure) {}
    }

    @ClientEndpoint
    public static class TwoOnError {
        @OnError
        public void one(Throwable failure) {}

        @OnError
        public void two(Throwable failure) {}
    }

    @ClientEndpoint
    public static class OnErrorWithoutAThrowable {
        @OnError
        public void error(Session session) {}
    }

    @ClientEndpoint
    public static class OnErrorWithTwoThrowables {
        @OnError
        public void error(Throwable one, Throwable two) {}
    }

    @ClientEndpoint
    public static class OnErrorWithAnException {
        @OnError
        public void error(Exception failure) {}
    }

    @ClientEndpoint
    public static class OnErrorWithAStringToo {
        @OnError
        public void error(Throwable failure, String text) {}
    }

    @ClientEndpoint
    public static class OnMessageWithoutAMessage {
        @OnMessage
        public void message(Session session) {}
    }

    @ClientEndpoint
    public static class OnMessageWithThree {
        @OnMessage
        public void message(String text, boolean last, int more) {}
    }

    @ClientEndpoint
    public static class OnMessageWithTwoMessages {
        @OnMessage
        public void message(String one, String two) {}
    }

    @ClientEndpoint
    public static class OnMessageOfATypeWithoutADecoder {
        @OnMessage
        public void message(Thread thread) {}
    }

    @ClientEndpoint
    public static class PartsOfANumber {
        @OnMessage
        public void message(Integer number, boolean last) {}
    }

    @ClientEndpoint
    public static class PartsOfAReader {
        @OnMessage
        public void message(Reader reader, boolean last) {}
    }

    @ClientEndpoint
    public static class TwoForText {
        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void two(Reader reader) {}
    }

    @ClientEndpoint
    public static class WholeTextAndParts {
        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void two(String part, boolean last) {}
    }

    @ClientEndpoint
    public static class TextAndNumber {
        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void two(int number) {}
    }

    @ClientEndpoint
    public static class TwoForBinary {
        @OnMessage
        public void one(byte[] bytes) {}

        @OnMessage
        public void two(InputStream in) {}
    }

    @ClientEndpoint
    public static class WholeBinaryAndParts {
        @OnMessage
        public void one(ByteBuffer bytes) {}

        @OnMessage
        public void two(byte[] part, boolean last) {}
    }

    @ClientEndpoint
    public static class TwoForPong {
        @OnMessage
        public void one(PongMessage pong) {}

        @OnMessage
        public void two(PongMessage pong) {}
    }

    @ClientEndpoint
    public static class ReturningWhatNoEncoderTakes {
        @OnMessage
        public Thread message(String text) {
            return Thread.currentThread();
        }
    }

    /** Cannot be made. */
    public static class PrivateConfigurator extends ClientEndpointConfig.Configurator {
        private PrivateConfigurator() {}
    }

    @ClientEndpoint(configurator = PrivateConfigurator.class)
    public static class ConfiguratorThatCannotBeMade {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                NotAnnotated.class,
                TwoOnOpen.class,
                OnOpenWithAString.class,
                OnOpenWithTwoSessions.class,
                TwoOnClose.class,
                OnCloseWithAThrowable.class,
                TwoOnError.class,
                OnErrorWithoutAThrowable.class,
                OnErrorWithTwoThrowables.class,
                OnErrorWithAnException.class,
                OnErrorWithAStringToo.class,
                OnMessageWithoutAMessage.class,
                OnMessageWithThree.class,
                OnMessageWithTwoMessages.class,
                OnMessageOfATypeWithoutADecoder.class,
                PartsOfANumber.class,
                PartsOfAReader.class,
                TwoForText.class,
                WholeTextAndParts.class,
                TextAndNumber.class,
                TwoForBinary.class,
                WholeBinaryAndParts.class,
                TwoForPong.class,
                ReturningWhatNoEncoderTakes.class,
                ConfiguratorThatCannotBeMade.class
            })
    void aBrokenEndpointIsRefusedAsAClassAndAsAnInstance(Class<?> broken) throws ReflectiveOperationException {
        Object instance = broken.getConstructor().newInstance();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            assertThatThrownBy(() -> client.container().connectToServer(broken, peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(broken.getSimpleName());
            assertThatThrownBy(() -> client.container().connect(instance, peer.uri()))
                    .isInstanceOf(DeploymentException.class);
            assertThat(peer.connections()).isEmpty();
        }
    }

    /** Cannot be made. */
    @ClientEndpoint
    public static class WithAParameter {
        public WithAParameter(String text) {}
    }

    /** Cannot be made. */
    @ClientEndpoint
    public abstract static class Abstract {}

    /** Cannot be made. */
    @ClientEndpoint
    public static class Failing {
        public Failing() {
            throw new IllegalStateException("not today");
        }
    }

    /** Cannot be made. */
    @ClientEndpoint
    public static class Hidden {
        private Hidden() {}
    }

    /** Cannot be made. */
    public abstract static class Programmatic extends Endpoint {}

    @ParameterizedTest
    @ValueSource(classes = {WithAParameter.class, Abstract.class, Failing.class, Hidden.class, Programmatic.class})
    void aClassThatCannotBeMadeIsRefused(Class<?> broken) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            assertThatThrownBy(() -> client.container().connectToServer(broken, peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(broken.getSimpleName());
            assertThat(peer.connections()).isEmpty();
        }
    }

    @Test
    void nothingIsNoEndpoint() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            assertThatThrownBy(() -> client.container().connectToServer((Object) null, peer.uri()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.container().connectToServer((Class<?>) null, peer.uri()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.container().connectToServer((Endpoint) null, null, peer.uri()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.container().connectToServer(client.listener(), null, null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Right in every respect. */
    @ClientEndpoint
    public static class Right {
        @OnOpen
        public void open(EndpointConfig config, Session session) {}

        @OnMessage
        public void text(Session session, int number, EndpointConfig config) {}

        @OnMessage
        public void binary(byte[] part, Boolean last) {}

        @OnMessage
        public void pong(PongMessage pong, Session session) {}

        @OnError
        public void error(Throwable failure, Session session) {}

        @OnClose
        public void close(CloseReason reason, EndpointConfig config, Session session) {}
    }

    @Test
    void aRightEndpointIsNotRefused() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            assertThat(client.container()
                            .connectToServer(Right.class, peer.uri())
                            .isOpen())
                    .isTrue();
            assertThat(client.container()
                            .connectToServer(new Right(), peer.uri())
                            .getOpenSessions())
                    .hasSize(2);
        }
    }

    @Test
    void nullsInUserPropertiesDoNoHarm() {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("nothing", null);
        config.getUserProperties().put("list", List.of(1));
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(config)) {
            assertThat(client.open(peer.uri()).getUserProperties()).containsExactly(Map.entry("list", List.of(1)));
        }
    }
}
