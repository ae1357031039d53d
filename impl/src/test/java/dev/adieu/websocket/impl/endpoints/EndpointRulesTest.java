package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.LogOf;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.SessionException;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules for the callbacks of an endpoint: what they may do, and what they are called with (Jakarta WebSocket 2.2,
 * {@link Endpoint}).
 */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class EndpointRulesTest {

    private static Script sending(Frame... frames) {
        return c -> {
            c.accept(frames);
            c.answerClose();
            c.fin();
        };
    }

    /** Closes its session and returns something. */
    @ClientEndpoint
    public static class ClosingAndReturning {

        final Heard heard = new Heard();

        @OnMessage
        public String text(String text, Session session) throws IOException {
            session.close();
            heard.add("completed");
            return "never sent";
        }

        @OnError
        public void error(Session session, Throwable failure) {
            heard.add("error " + failure.getClass().getSimpleName());
        }

        @OnClose
        public void close(CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    /** {@code OnMessage}: the return value is not delivered, and the failure is passed to the error method. */
    @Test
    void whatAMethodReturnsAfterItHasClosedTheSessionIsAnErrorOfOnError() throws Exception {
        ClosingAndReturning endpoint = new ClosingAndReturning();
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text("a")));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(3))
                    .containsExactly("completed", "error IllegalStateException", "close 1000");
            assertThat(peer.connection().frames()).singleElement().matches(ClientFrame::isClose);
        }
    }

    /** Takes and returns one type. */
    public static class Taking {

        final Heard heard = new Heard();

        @OnError
        public void error(Throwable failure) {
            heard.add("error " + failure);
        }
    }

    @ClientEndpoint
    public static class OfBoolean extends Taking {
        @OnMessage
        public boolean message(boolean value) {
            return !value;
        }
    }

    @ClientEndpoint
    public static class OfByte extends Taking {
        @OnMessage
        public byte message(byte value) {
            return ++value;
        }
    }

    @ClientEndpoint
    public static class OfShort extends Taking {
        @OnMessage
        public Short message(Short value) {
            return ++value;
        }
    }

    @ClientEndpoint
    public static class OfChar extends Taking {
        @OnMessage
        public char message(char value) {
            return ++value;
        }
    }

    @ClientEndpoint
    public static class OfCharacter extends Taking {
        @OnMessage
        public Character message(Character value) {
            return ++value;
        }
    }

    @ClientEndpoint
    public static class OfInteger extends Taking {
        @OnMessage
        public Integer message(Integer value) {
            return ++value;
        }
    }

    @ClientEndpoint
    public static class OfLong extends Taking {
        @OnMessage
        public long message(long value) {
            return ++value;
        }
    }

    @ClientEndpoint
    public static class OfFloat extends Taking {
        @OnMessage
        public float message(float value) {
            return ++value;
        }
    }

    @ClientEndpoint
    public static class OfDouble extends Taking {
        @OnMessage
        public Double message(Double value) {
            return ++value;
        }
    }

    static Stream<Arguments> primitives() {
        return Stream.of(
                Arguments.of(new OfBoolean(), "true", "false"),
                Arguments.of(new OfByte(), "-128", "-127"),
                Arguments.of(new OfShort(), "32766", "32767"),
                Arguments.of(new OfChar(), "a", "b"),
                Arguments.of(new OfCharacter(), "y", "z"),
                Arguments.of(new OfInteger(), "-1", "0"),
                Arguments.of(new OfLong(), "9223372036854775806", "9223372036854775807"),
                Arguments.of(new OfFloat(), "1.5", "2.5"),
                Arguments.of(new OfDouble(), "1e300", "1.0E300"));
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void everyPrimitiveAndItsObjectIsParsedAndReturned(Taking endpoint, String sent, String returned) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text(sent)));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(peer.connection().awaitFrameAt(0).text()).isEqualTo(returned);
        }
    }

    /** Does in onOpen and onClose what an endpoint may. */
    private static final class Busy extends Endpoint {

        final Heard heard = new Heard();
        private final MessageHandler.Whole<String> handler = heard::add;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, handler);
            session.getUserProperties().put("mine", "kept");
            try {
                session.getBasicRemote().sendText("in onOpen");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            heard.add(session.getUserProperties().get("mine") + " "
                    + session.getUserProperties().get("given") + " "
                    + session.getId().isEmpty());
        }

        @Override
        public void onError(Session session, Throwable failure) {
            heard.add("error of "
                    + ((SessionException) failure)
                            .getSession()
                            .getUserProperties()
                            .get("given"));
        }
    }

    @Test
    void onOpenMaySendAndAddHandlers() throws Exception {
        Busy endpoint = new Busy();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            client.container().connectToServer(endpoint, null, peer.uri());
            assertThat(endpoint.heard.next()).isEqualTo("in onOpen");
        }
    }

    @Test
    void onCloseHasTheUserPropertiesAndTheIdOfItsSession() throws Exception {
        Busy endpoint = new Busy();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("given", "too");
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    c.awaitFrameAt(0);
                    c.rst();
                });
                Client client = new Client()) {
            client.container().connectToServer(endpoint, config, peer.uri());
            assertThat(endpoint.heard.next(2)).containsExactly("error of too", "kept too false");
        }
    }

    /** Throws from its methods for errors. */
    private static final class Helpless extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            throw new IllegalStateException("in onOpen");
        }

        @Override
        public void onError(Session session, Throwable failure) {
            throw new IllegalStateException("in onError after " + failure.getMessage());
        }
    }

    /** Section 5.2.2: this must be available for later analysis, too. */
    @Test
    void whatOnErrorThrowsIsLogged() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client();
                LogOf log = LogOf.the(EndpointInstance.class)) {
            client.container().connectToServer(new Helpless(), null, peer.uri());
            assertThat(log.records())
                    .extracting(logged -> String.valueOf(logged.getThrown().getMessage()))
                    .containsExactly("in onError after in onOpen");
        }
    }

    @Test
    void theSetsThatASessionReturnsAreCopies() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            Set<MessageHandler> handlers = session.getMessageHandlers();
            int before = handlers.size();
            assertThatThrownBy(() -> handlers.remove(handlers.iterator().next()))
                    .isInstanceOf(UnsupportedOperationException.class);
            handlers.forEach(session::removeMessageHandler);
            assertThat(handlers).hasSize(before);
            assertThat(session.getMessageHandlers()).isEmpty();
            Set<Session> open = session.getOpenSessions();
            BrowserSession second = client.open(peer.uri());
            assertThat(open).containsExactly(session);
            assertThat(session.getOpenSessions()).containsExactlyInAnyOrder(session, second);
            assertThatThrownBy(() -> session.getPathParameters().put("a", "b"))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    /** Hears what it inherits, in each way that there is. */
    public interface Default<T> {

        @OnMessage
        default void message(T message) {
            throw new AssertionError("not for " + message);
        }
    }

    /** Its method has a bridge, which has the annotation, too. */
    @ClientEndpoint
    public static class Bridged extends Taking implements Default<String> {

        @Override
        @OnMessage
        public void message(String message) {
            heard.add("bridged " + message);
        }
    }

    /** Overrides without an annotation. */
    @ClientEndpoint
    public static class Silent extends Taking implements Default<String> {

        @Override
        public void message(String message) {
            heard.add("called");
        }

        @OnOpen
        public void open() {
            heard.add("open");
        }
    }

    /** A record. */
    @ClientEndpoint
    public record Recorded(Heard heard) {

        @OnMessage
        public void message(String message) {
            heard.add("record " + message);
        }
    }

    /** An object of its own kind. */
    @ClientEndpoint
    enum Single {
        ONE;

        final Heard heard = new Heard();

        @OnMessage
        public void message(String message) {
            heard.add("enum " + message);
        }
    }

    /** Has static methods. */
    @ClientEndpoint
    static class Static {

        static final Heard HEARD = new Heard();

        @OnMessage
        public static void message(String message) {
            HEARD.add("static " + message);
        }
    }

    /** Takes every message with several parameters in an unusual order. */
    @ClientEndpoint
    public static class Unordered extends Taking {

        @OnMessage
        public void message(EndpointConfig config, Session session, String message) {
            heard.add("last " + message + " " + session.isOpen() + " " + (config != null));
        }
    }

    static Stream<Arguments> unusualEndpoints() {
        Bridged bridged = new Bridged();
        Heard recorded = new Heard();
        Unordered unordered = new Unordered();
        @ClientEndpoint
        class Local extends Taking {
            @OnMessage
            public void message(String message) {
                heard.add("local " + message);
            }
        }
        Local local = new Local();
        return Stream.of(
                Arguments.of("bridged a", bridged, bridged.heard),
                Arguments.of("record a", new Recorded(recorded), recorded),
                Arguments.of("enum a", Single.ONE, Single.ONE.heard),
                Arguments.of("static a", new Static(), Static.HEARD),
                Arguments.of("local a", local, local.heard),
                Arguments.of("last a true true", unordered, unordered.heard));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusualEndpoints")
    void anEndpointObjectOfAnyKindOfClassIsCalled(String expected, Object endpoint, Heard heard) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text("a")));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(heard.next()).isEqualTo(expected);
        }
    }

    @Test
    void aMethodThatOverridesAnAnnotatedOneWithoutAnnotationIsNotCalled() throws Exception {
        Silent endpoint = new Silent();
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text("a")));
                Client client = new Client()) {
            BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next()).isEqualTo("open");
            session.close();
            Client.closed(session);
            assertThat(endpoint.heard.isEmpty()).isTrue();
        }
    }

    @Test
    void anAnonymousSubclassOfAnAnnotatedClassIsRefusedByName() {
        Taking endpoint = new Unordered() {};
        try (ScriptedPeer peer = ScriptedPeer.plain(sending());
                Client client = new Client()) {
            assertThatThrownBy(() -> client.container().connectToServer(endpoint, peer.uri()))
                    .hasMessageContaining(endpoint.getClass().getName() + " has no @ClientEndpoint");
            assertThatThrownBy(() -> client.container().connectToServer((Object) (Runnable) () -> {}, peer.uri()))
                    .hasMessageContaining("has no @ClientEndpoint");
        }
    }
}
