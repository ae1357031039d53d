package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.SyntaxException;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Missing and illegal arguments of every public method: they are refused, and change nothing. */
class IllegalArgumentsTest {

    private static final URI NOWHERE = URI.create("ws://localhost:1/");
    private static final SendHandler NO_HANDLER = null;
    private static final String TOO_LONG = "x".repeat(124);

    @FunctionalInterface
    interface Call<T> {
        void on(T target) throws Exception;
    }

    private static <T> Arguments refused(String name, Call<T> call, Class<? extends Exception> type, String message) {
        return Arguments.of(name, call, type, message);
    }

    public static class NoConstructor extends Endpoint {

        NoConstructor(int argument) {}

        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    @ClientEndpoint
    public static class Annotated {}

    static Stream<Arguments> callsOfTheContainer() {
        Class<IllegalArgumentException> illegal = IllegalArgumentException.class;
        Class<DeploymentException> wrong = DeploymentException.class;
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {}
        };
        return Stream.<Arguments>of(
                on(
                        "connect(null object)",
                        c -> c.connect((Object) null, NOWHERE),
                        illegal,
                        "annotatedEndpointInstance must not be null"),
                on(
                        "connect(null class)",
                        c -> c.connect((Class<?>) null, NOWHERE),
                        illegal,
                        "annotatedEndpointClass must not be null"),
                on(
                        "connect(null endpoint)",
                        c -> c.connect((Endpoint) null, null, NOWHERE),
                        illegal,
                        "endpointInstance must not be null"),
                on(
                        "connect(null endpoint class)",
                        c -> c.connect((Class<? extends Endpoint>) null, null, NOWHERE),
                        illegal,
                        "endpointClass must not be null"),
                on("connect(object, null)", c -> c.connect(new Annotated(), null), illegal, "path must not be null"),
                on("connect(class, null)", c -> c.connect(Annotated.class, null), illegal, "path must not be null"),
                on(
                        "connect(endpoint, null, null)",
                        c -> c.connect(endpoint, null, null),
                        illegal,
                        "path must not be null"),
                on(
                        "connect(endpoint class, null, null)",
                        c -> c.connect(Listening.class, null, null),
                        illegal,
                        "path must not be null"),
                on(
                        "connectToServer(null object)",
                        c -> c.connectToServer((Object) null, NOWHERE),
                        illegal,
                        "annotatedEndpointInstance must not be null"),
                on(
                        "connectToServer(null class)",
                        c -> c.connectToServer((Class<?>) null, NOWHERE),
                        illegal,
                        "annotatedEndpointClass must not be null"),
                on(
                        "connectToServer(null endpoint)",
                        c -> c.connectToServer((Endpoint) null, null, NOWHERE),
                        illegal,
                        "endpointInstance must not be null"),
                on(
                        "connectToServer(null endpoint class)",
                        c -> c.connectToServer((Class<? extends Endpoint>) null, null, NOWHERE),
                        illegal,
                        "endpointClass must not be null"),
                on(
                        "connectToServer(endpoint, null, null)",
                        c -> c.connectToServer(endpoint, null, null),
                        illegal,
                        "path must not be null"),
                on("connect(object that is no endpoint)", c -> c.connect("x", NOWHERE), wrong, "String"),
                on("connect(class that is no endpoint)", c -> c.connect(String.class, NOWHERE), wrong, "String"),
                on(
                        "connect(endpoint class without constructor)",
                        c -> c.connect(NoConstructor.class, null, NOWHERE),
                        wrong,
                        "NoConstructor"),
                on(
                        "connect(ftp:)",
                        c -> c.connect(endpoint, null, URI.create("ftp://localhost/")),
                        wrong,
                        "\"ftp://localhost/\" is not an address of a WebSocket"),
                on(
                        "setDefaultMaxTextMessageBufferSize(0)",
                        c -> c.setDefaultMaxTextMessageBufferSize(0),
                        illegal,
                        "more than 0 bytes, not 0"),
                on(
                        "setDefaultMaxTextMessageBufferSize(-1)",
                        c -> c.setDefaultMaxTextMessageBufferSize(-1),
                        illegal,
                        "more than 0 bytes, not -1"),
                on(
                        "setDefaultMaxBinaryMessageBufferSize(0)",
                        c -> c.setDefaultMaxBinaryMessageBufferSize(0),
                        illegal,
                        "more than 0 bytes, not 0"),
                on(
                        "setDefaultMaxBinaryMessageBufferSize(min)",
                        c -> c.setDefaultMaxBinaryMessageBufferSize(Integer.MIN_VALUE),
                        illegal,
                        "not -2147483648"));
    }

    public static class Listening extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    private static Arguments on(
            String name, Call<BrowserWebSocketContainer> call, Class<? extends Exception> type, String message) {
        return refused(name, call, type, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callsOfTheContainer")
    void theContainerRefusesAndStaysUsable(
            String name, Call<BrowserWebSocketContainer> call, Class<? extends Exception> type, String message) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            assertThatThrownBy(() -> call.on(client.container()))
                    .isExactlyInstanceOf(type)
                    .hasMessageContaining(message);
            assertThat(client.container().getDefaultMaxTextMessageBufferSize()).isPositive();
            assertEchoes(client, client.open(peer.uri()));
        }
    }

    @Test
    void aClosedContainerConnectsNoMore() {
        BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
        container.close();
        container.close();
        assertThatThrownBy(() -> container.connect(Annotated.class, NOWHERE))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> container.connectToServer(new Annotated(), NOWHERE))
                .isExactlyInstanceOf(IllegalStateException.class);
    }

    static Stream<Arguments> callsOfASession() {
        Class<IllegalArgumentException> illegal = IllegalArgumentException.class;
        MessageHandler.Whole<String> whole = text -> {};
        MessageHandler.Partial<String> partial = (text, last) -> {};
        ByteBuffer data = ByteBuffer.allocate(3);
        ByteBuffer tooLong = ByteBuffer.allocate(126);
        return Stream.<Arguments>of(
                with("close(null)", s -> s.close((CloseReason) null), illegal, "closeReason must not be null"),
                with("close(999)", s -> s.close(999), InvalidAccessException.class, "close code 999 is not allowed"),
                with(
                        "close(1001)",
                        s -> s.close(1001, null),
                        InvalidAccessException.class,
                        "close code 1001 is not allowed"),
                with("close(1006)", s -> s.close(1006, ""), InvalidAccessException.class, "1000 and 3000-4999"),
                with("close(999, 124 bytes)", s -> s.close(999, TOO_LONG), InvalidAccessException.class, "999"),
                with(
                        "close(1000, 124 bytes)",
                        s -> s.close(1000, TOO_LONG),
                        SyntaxException.class,
                        "124 bytes of UTF-8, and at most 123"),
                with(
                        "close(GOING_AWAY)",
                        s -> s.close(new CloseReason(CloseCodes.GOING_AWAY, "r")),
                        InvalidAccessException.class,
                        "1001"),
                with(
                        "close(code 70000)",
                        s -> s.close(new CloseReason(() -> 70_000, null)),
                        InvalidAccessException.class,
                        "70000"),
                with(
                        "close(reason of lone surrogates)",
                        s -> s.close(new CloseReason(() -> 3000, "\uD83D".repeat(42))),
                        SyntaxException.class,
                        "126 bytes"),
                with(
                        "close(NO_STATUS_CODE, reason of lone surrogates)",
                        s -> s.close(new CloseReason(CloseCodes.NO_STATUS_CODE, "\uD83D".repeat(42))),
                        SyntaxException.class,
                        "126 bytes"),
                with("addMessageHandler(null)", s -> s.addMessageHandler(null), illegal, "handler must not be null"),
                with(
                        "addMessageHandler(null, whole)",
                        s -> s.addMessageHandler(null, whole),
                        illegal,
                        "type must not be null"),
                with(
                        "addMessageHandler(String, null whole)",
                        s -> s.addMessageHandler(String.class, (MessageHandler.Whole<String>) null),
                        illegal,
                        "handler must"),
                with(
                        "addMessageHandler(null, partial)",
                        s -> s.addMessageHandler(null, partial),
                        illegal,
                        "type must not be null"),
                with(
                        "addMessageHandler(String, null partial)",
                        s -> s.addMessageHandler(String.class, (MessageHandler.Partial<String>) null),
                        illegal,
                        "handler must not be null"),
                with(
                        "addMessageHandler(second for text)",
                        s -> s.addMessageHandler(String.class, whole),
                        IllegalStateException.class,
                        ""),
                with(
                        "addMessageHandler(second for text, in parts)",
                        s -> s.addMessageHandler(String.class, partial),
                        IllegalStateException.class,
                        ""),
                with(
                        "addMessageHandler(type without decoder)",
                        s -> s.addMessageHandler(Thread.class, thread -> {}),
                        IllegalStateException.class,
                        ""),
                with(
                        "removeMessageHandler(null)",
                        s -> s.removeMessageHandler(null),
                        illegal,
                        "handler must not be null"),
                with(
                        "setMaxTextMessageBufferSize(0)",
                        s -> s.setMaxTextMessageBufferSize(0),
                        illegal,
                        "more than 0 bytes, not 0"),
                with(
                        "setMaxBinaryMessageBufferSize(-1)",
                        s -> s.setMaxBinaryMessageBufferSize(-1),
                        illegal,
                        "more than 0 bytes, not -1"),
                with("sendText(null)", s -> s.getBasicRemote().sendText(null), illegal, "text must not be null"),
                with(
                        "sendText(null, true)",
                        s -> s.getBasicRemote().sendText(null, true),
                        illegal,
                        "fragment must not be null"),
                with(
                        "sendText(null, false)",
                        s -> s.getBasicRemote().sendText(null, false),
                        illegal,
                        "fragment must not be null"),
                with("sendBinary(null)", s -> s.getBasicRemote().sendBinary(null), illegal, "data must not be null"),
                with(
                        "sendBinary(null, false)",
                        s -> s.getBasicRemote().sendBinary(null, false),
                        illegal,
                        "partialByte must not be null"),
                with("sendObject(null)", s -> s.getBasicRemote().sendObject(null), illegal, "data must not be null"),
                with(
                        "sendObject(without encoder)",
                        s -> s.getBasicRemote().sendObject(new Thread()),
                        EncodeException.class,
                        "Thread"),
                with(
                        "sendPing(126 bytes)",
                        s -> s.getBasicRemote().sendPing(tooLong),
                        illegal,
                        "125 bytes (RFC 6455, section 5.5), not 126"),
                with(
                        "sendPong(126 bytes)",
                        s -> s.getAsyncRemote().sendPong(tooLong),
                        illegal,
                        "125 bytes (RFC 6455, section 5.5), not 126"),
                with("async sendText(null)", s -> s.getAsyncRemote().sendText(null), illegal, "text must not be null"),
                with(
                        "async sendText(null, handler)",
                        s -> s.getAsyncRemote().sendText(null, result -> {}),
                        illegal,
                        "text must not be null"),
                with(
                        "async sendText(text, null)",
                        s -> s.getAsyncRemote().sendText("never sent", NO_HANDLER),
                        illegal,
                        "handler must not be null"),
                with(
                        "async sendBinary(null)",
                        s -> s.getAsyncRemote().sendBinary(null),
                        illegal,
                        "data must not be null"),
                with(
                        "async sendBinary(null, handler)",
                        s -> s.getAsyncRemote().sendBinary(null, result -> {}),
                        illegal,
                        "data must not be null"),
                with(
                        "async sendBinary(data, null)",
                        s -> s.getAsyncRemote().sendBinary(data, NO_HANDLER),
                        illegal,
                        "handler must not be null"),
                with(
                        "async sendObject(null)",
                        s -> s.getAsyncRemote().sendObject(null),
                        illegal,
                        "data must not be null"),
                with(
                        "async sendObject(null, handler)",
                        s -> s.getAsyncRemote().sendObject(null, result -> {}),
                        illegal,
                        "data must not be null"),
                with(
                        "async sendObject(data, null)",
                        s -> s.getAsyncRemote().sendObject("never sent", NO_HANDLER),
                        illegal,
                        "handler must not be null"),
                with(
                        "send stream write(null)",
                        s -> s.getBasicRemote().getSendStream().write(null),
                        NullPointerException.class,
                        ""),
                with(
                        "send stream write(beyond the end)",
                        s -> s.getBasicRemote().getSendStream().write(new byte[3], 2, 2),
                        IndexOutOfBoundsException.class,
                        ""),
                with(
                        "send writer write(beyond the end)",
                        s -> s.getBasicRemote().getSendWriter().write(new char[3], -1, 2),
                        IndexOutOfBoundsException.class,
                        ""));
    }

    private static Arguments with(
            String name, Call<BrowserSession> call, Class<? extends Exception> type, String message) {
        return refused(name, call, type, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callsOfASession")
    void theSessionRefusesAndStaysUsable(
            String name, Call<BrowserSession> call, Class<? extends Exception> type, String message) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            assertThatThrownBy(() -> call.on(session)).isExactlyInstanceOf(type).hasMessageContaining(message);
            assertThat(session.getReadyState()).isEqualTo(ReadyState.OPEN);
            assertThat(session.getBufferedAmount()).isZero();
            assertEchoes(client, session);
            session.close(3000, "fine");
            assertThat(Client.closed(session))
                    .extracting(CloseEvent::code, CloseEvent::wasClean)
                    .containsExactly(3000, true);
            assertThat(peer.connection().frames())
                    .extracting(frame -> frame.opcode())
                    .containsExactly(1, 8);
        }
    }

    private static void assertEchoes(Client client, BrowserSession session) {
        try {
            session.getBasicRemote().sendText("still");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertThat(client.listener().next()).isEqualTo("open");
        assertThat(client.listener().next()).isEqualTo("still");
    }

    @Test
    void theAttemptRefusesAndGoesOn() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.neverAccept());
                Client client = new Client()) {
            ConnectionAttempt attempt = client.begin(peer.uri());
            assertThatThrownBy(() -> attempt.close(999)).isExactlyInstanceOf(InvalidAccessException.class);
            assertThatThrownBy(() -> attempt.close(1006, TOO_LONG)).isExactlyInstanceOf(InvalidAccessException.class);
            assertThatThrownBy(() -> attempt.close(1000, TOO_LONG)).isExactlyInstanceOf(SyntaxException.class);
            assertThat(attempt.getReadyState()).isEqualTo(ReadyState.CONNECTING);
            attempt.close(4999, null);
            assertThat(Client.closed(attempt))
                    .extracting(CloseEvent::code, CloseEvent::reason, CloseEvent::wasClean)
                    .containsExactly(1006, "", false);
            assertThatThrownBy(() -> attempt.close(999)).isExactlyInstanceOf(InvalidAccessException.class);
            attempt.close(3000);
        }
    }

    @Test
    void whatOnlyLooksIllegalIsTaken() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            client.container().setAsyncSendTimeout(-1);
            client.container().setDefaultMaxSessionIdleTimeout(Long.MIN_VALUE);
            BrowserSession session = client.open(peer.uri());
            assertThat(session.getAsyncRemote().getSendTimeout()).isEqualTo(-1);
            session.setMaxIdleTimeout(Long.MAX_VALUE);
            session.setMaxIdleTimeout(-1);
            session.getAsyncRemote().setSendTimeout(Long.MAX_VALUE);
            session.getBasicRemote().sendPing(null);
            session.getBasicRemote().sendPong(ByteBuffer.allocate(125));
            session.getBasicRemote().sendText("");
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(0)).get(10, TimeUnit.SECONDS);
            session.getBasicRemote().flushBatch();
            assertThat(IntStream.range(0, 3).mapToObj(i -> client.listener().next()))
                    .containsExactly("open", "", "0 bytes");
            session.close(1000, null);
            assertThat(Client.closed(session).code()).isEqualTo(1000);
        }
    }

    @Test
    void aClosedSessionStillChecksItsArgumentsAndRefusesWhatNeedsAConnection() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            var basic = session.getBasicRemote();
            var async = session.getAsyncRemote();
            session.close(3000);
            Client.closed(session);
            assertThatThrownBy(() -> session.close(999)).isExactlyInstanceOf(InvalidAccessException.class);
            assertThatThrownBy(() -> session.close(1000, TOO_LONG)).isExactlyInstanceOf(SyntaxException.class);
            assertThatThrownBy(() -> session.close((CloseReason) null))
                    .isExactlyInstanceOf(IllegalArgumentException.class);
            session.close();
            session.close(4000, "late");
            assertThatThrownBy(() -> basic.sendText("x"))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CLOSED");
            assertThatThrownBy(() -> async.sendText("x").get())
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CLOSED");
            assertThatThrownBy(() -> basic.sendPing(null)).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(session::getBasicRemote)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(session.getId());
            assertThatThrownBy(session::getAsyncRemote).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.setMaxIdleTimeout(1)).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.addMessageHandler(String.class, text -> {}))
                    .isExactlyInstanceOf(IllegalStateException.class);
            assertThat(session.getRequestURI()).isEqualTo(peer.uri());
            assertThat(Client.closed(session).code()).isEqualTo(3000);
        }
    }
}
