package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.LogOf;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.SessionException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.core.AnnotatedEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences of Jakarta WebSocket 2.2 about endpoints and their coders that are easily overlooked. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class SmallPrintTest {

    /** Assertions that run while a session is open. */
    @FunctionalInterface
    private interface Assertions {
        void check(Session session) throws Exception;
    }

    /** Connects. */
    @FunctionalInterface
    private interface Connecting {
        Session connect(BrowserWebSocketContainer container, URI uri) throws Exception;
    }

    private static void connected(Script script, Connecting connecting, Assertions assertions) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertions.check(connecting.connect(container, URI.create(peer.uri() + "?a=1&a=2&b")));
        }
    }

    /** Does nothing, and has no {@code onError}. */
    public static class Quiet extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxIdleTimeout(0);
        }
    }

    /** Throws when it is opened. */
    public static class Failing extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            throw new IllegalStateException("the endpoint failed on purpose");
        }
    }

    @Test
    void anEndpointObjectIsConnectedByItsClassAlone() throws Exception {
        connected(
                Scripts.acceptAndAnswerClose(),
                (container, uri) -> container.connectToServer((Object) new Quiet(), uri),
                session -> assertThat(session.isOpen()).isTrue());
    }

    @Test
    void theRequestParametersCannotBeChanged() throws Exception {
        connected(
                Scripts.acceptAndAnswerClose(),
                (container, uri) -> container.connectToServer(new Quiet(), null, uri),
                session -> {
                    Map<String, List<String>> parameters = session.getRequestParameterMap();
                    assertThat(parameters).isEqualTo(Map.of("a", List.of("1", "2"), "b", List.of("")));
                    assertThatThrownBy(parameters::clear).isInstanceOf(UnsupportedOperationException.class);
                    assertThatThrownBy(() -> parameters.get("a").add("3"))
                            .isInstanceOf(UnsupportedOperationException.class);
                });
    }

    /** Section 5.2.3: such errors must be available for later analysis. */
    @Test
    void whatAnEndpointWithoutOnErrorThrowsIsLogged() throws Exception {
        try (LogOf log = LogOf.the(EndpointInstance.class)) {
            connected(
                    Scripts.acceptAndAnswerClose(),
                    (container, uri) -> container.connectToServer(new Failing(), null, uri),
                    session -> assertThat(log.records())
                            .extracting(
                                    logged -> String.valueOf(logged.getThrown().getMessage()))
                            .containsExactly("the endpoint failed on purpose"));
        }
    }

    /** The failure of a connection is for onError, too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFailsTheConnectionOfAnEndpointWithoutOnErrorIsLogged(boolean annotated) throws Exception {
        try (LogOf log = LogOf.the(annotated ? AnnotatedEndpoint.class : EndpointInstance.class)) {
            Script failing = c -> {
                c.accept();
                c.rst();
            };
            connected(
                    failing,
                    (container, uri) -> annotated
                            ? container.connectToServer(new Unprepared(), uri)
                            : container.connectToServer(new Quiet(), null, uri),
                    session -> {
                        ((BrowserSession) session)
                                .closed()
                                .toCompletableFuture()
                                .get(20, TimeUnit.SECONDS);
                        assertThat(log.records())
                                .singleElement()
                                .satisfies(
                                        logged -> assertThat(logged.getThrown()).isInstanceOf(SessionException.class));
                    });
        }
    }

    /** Has no method for errors. */
    @ClientEndpoint
    public static class Unprepared {

        @OnMessage
        public void message(String text) {
            throw new IllegalArgumentException(text);
        }
    }

    @Test
    void whatAnAnnotatedEndpointWithoutOnErrorThrowsIsLogged() throws Exception {
        try (LogOf log = LogOf.the(AnnotatedEndpoint.class)) {
            connected(
                    c -> {
                        c.accept(Frame.text("thrown on purpose"));
                        c.answerClose();
                    },
                    (container, uri) -> container.connectToServer(new Unprepared(), uri),
                    session -> Eventually.holds(
                            () -> log.records().stream()
                                    .anyMatch(logged -> logged.getThrown() != null
                                            && "thrown on purpose"
                                                    .equals(logged.getThrown().getMessage())),
                            () -> "logged: " + log.records()));
        }
    }

    /** Takes more than there can be. */
    @ClientEndpoint
    public static class Boundless {

        @OnMessage(maxMessageSize = 1L << 31)
        public void message(String text) {
            throw new AssertionError(text);
        }
    }

    @Test
    void aMaxMessageSizeBeyondAnIntIsRefusedWhenTheEndpointIsDeployed() {
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertThatThrownBy(() -> container.connectToServer(Boundless.class, URI.create("ws://localhost:1/")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("2147483648")
                    .hasMessageContaining("4.7.1");
        }
    }

    /** An encoder of strings, and an endpoint at the same time. */
    public static class Both extends Endpoint implements Encoder.Text<StringBuilder> {

        static final AtomicInteger DESTROYED = new AtomicInteger();

        private boolean isEndpoint;
        private int initialized;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            isEndpoint = true;
        }

        @Override
        public void init(EndpointConfig config) {
            initialized++;
        }

        @Override
        public String encode(StringBuilder message) {
            return message + " " + isEndpoint + " " + initialized;
        }

        @Override
        public void destroy() {
            DESTROYED.incrementAndGet();
        }
    }

    private static ClientEndpointConfig encodingWith(Class<? extends Encoder> encoder) {
        return ClientEndpointConfig.Builder.create().encoders(List.of(encoder)).build();
    }

    @Test
    void aClassThatIsEndpointAndCoderHasAnObjectForEach() throws Exception {
        Both.DESTROYED.set(0);
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            Session session = container.connectToServer(new Both(), encodingWith(Both.class), peer.uri());
            session.getBasicRemote().sendObject(new StringBuilder("a"));
            session.getBasicRemote().sendObject(new StringBuilder("b"));
            assertThat(peer.connection().awaitFrames(2))
                    .extracting(frame -> frame.text())
                    .containsExactly("a false 1", "b false 1");
        }
        Eventually.holds(() -> Both.DESTROYED.get() == 1, () -> "destroyed " + Both.DESTROYED.get() + " times");
    }

    /** Cannot be initialized. */
    public static class Uninitialized implements Encoder.Text<StringBuilder> {

        @Override
        public void init(EndpointConfig config) {
            throw new IllegalStateException("cannot be initialized");
        }

        @Override
        public String encode(StringBuilder message) {
            return "encoded without init";
        }
    }

    @Test
    void aCoderWhoseInitFailsIsNotUsed() throws Exception {
        connected(
                Scripts.acceptAndAnswerClose(),
                (container, uri) -> container.connectToServer(new Quiet(), encodingWith(Uninitialized.class), uri),
                session -> {
                    for (int attempt = 0; attempt < 2; attempt++) {
                        assertThatThrownBy(() -> session.getBasicRemote().sendObject(new StringBuilder()))
                                .hasMessageContaining("cannot be initialized");
                    }
                });
    }

    /** Encodes nothing. */
    public static class Nothing implements Encoder.Text<StringBuilder> {

        @Override
        public String encode(StringBuilder message) {
            return null;
        }
    }

    @Test
    void anEncoderThatReturnsNullIsNamed() throws Exception {
        connected(
                Scripts.acceptAndAnswerClose(),
                (container, uri) -> container.connectToServer(new Quiet(), encodingWith(Nothing.class), uri),
                session -> assertThatThrownBy(() -> session.getBasicRemote().sendObject(new StringBuilder()))
                        .isInstanceOf(EncodeException.class)
                        .hasMessageContaining(Nothing.class.getName() + " returned null from encode"));
    }

    /** Says how the session was closed. */
    public static class Closed extends Endpoint {

        static final Heard HEARD = new Heard();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxIdleTimeout(0);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            HEARD.add(reason.getCloseCode() + " " + reason.getCloseCode().getCode() + " "
                    + reason.getCloseCode().equals(reason.getCloseCode()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, NORMAL_CLOSURE 1000 true",
        "1014, 1014 1014 true",
        "3000, 3000 3000 true",
        "4999, 4999 4999 true",
        "65535, 65535 65535 true"
    })
    void aCodeObjectSaysItsCode(int code, String shown) throws Exception {
        connected(
                Scripts.close(code, "bye"),
                (container, uri) -> container.connectToServer(Closed.class, uri),
                session -> assertThat(Closed.HEARD.next()).isEqualTo(shown));
    }
}
