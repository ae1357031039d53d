package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For every cause the peer tells which code it got. */
class CausesTest {

    @ApplicationScoped
    @Traced
    public static class Strategy implements CloseCodeStrategy {

        @Inject
        private Journal journal;

        @Override
        public CloseReason choose(CloseContext context) {
            journal.add(context.cause() + " of " + context.endpointClass().getSimpleName()
                    + (context.failure().isPresent() ? ", failed" : ""));
            return new CloseReason(
                    () -> 4000 + context.cause().ordinal(), context.cause().name());
        }
    }

    @ClientEndpoint
    public static class Endpoint {

        @OnMessage
        public void text(String text) {
            switch (text) {
                case "security" -> throw new SecurityException("not allowed");
                case "failure" -> throw new UnsupportedOperationException("does not work");
                default -> {}
            }
        }
    }

    private static Script script(CloseCause cause) {
        return switch (cause) {
            case PROTOCOL_ERROR -> sending(Frame.text("x").rsv(4));
            case UNACCEPTABLE_DATA -> sending(Frame.of(Opcode.BINARY, new byte[1]));
            case INVALID_PAYLOAD -> sending(Frame.of(Opcode.TEXT, new byte[] {(byte) 0xFF}));
            case POLICY_VIOLATION -> sending(Frame.text("security"));
            case TOO_BIG -> sending(Frame.text("a text of more than twenty bytes"));
            case INTERNAL_ERROR -> sending(Frame.text("failure"));
            case NORMAL, UNSPECIFIED, GOING_AWAY, MISSING_EXTENSION, IDLE_TIMEOUT -> Scripts.acceptAndAnswerClose();
        };
    }

    private static Script sending(Wire wire) {
        return c -> {
            c.accept(wire);
            c.answerClose();
            c.fin();
        };
    }

    private static void provoke(CloseCause cause, App app, ScriptedPeer peer) throws Exception {
        BrowserWebSocketContainer container = app.get(BrowserWebSocketContainer.class);
        container
                .getProperties()
                .putAll(Map.of(
                        "adieu.close-on-error", "true", "adieu.max-message-size", "20", "adieu.compression", "true"));
        if (cause == CloseCause.MISSING_EXTENSION) {
            container.getProperties().put("adieu.required-extensions", "permessage-deflate");
        }
        Session session;
        try {
            session = container.connectToServer(Endpoint.class, peer.uri());
        } catch (DeploymentException e) {
            assertThat(cause).isEqualTo(CloseCause.MISSING_EXTENSION);
            return;
        }
        switch (cause) {
            case NORMAL -> session.close();
            case UNSPECIFIED -> session.close(new CloseReason(CloseCodes.NO_STATUS_CODE, null));
            case GOING_AWAY -> app.close();
            case IDLE_TIMEOUT -> session.setMaxIdleTimeout(20);
            default -> {}
        }
        ((BrowserSession) session).closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void theStrategyBeanChoosesForEveryCause(CloseCause cause) throws Exception {
        try (App app = App.of(Strategy.class, Journal.class, Tracer.class);
                ScriptedPeer peer = ScriptedPeer.plain(script(cause))) {
            // The object behind the client proxy, which outlives the application.
            var entries = app.get(Journal.class).entries();
            provoke(cause, app, peer);
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(4000 + cause.ordinal());
            assertThat(peer.connection().awaitClose().closeReason()).isEqualTo(cause.name());
            boolean failed = switch (cause) {
                case NORMAL, UNSPECIFIED, GOING_AWAY, IDLE_TIMEOUT -> false;
                default -> true;
            };
            assertThat(entries)
                    .containsExactly("traced Strategy.choose", cause + " of Endpoint" + (failed ? ", failed" : ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutABeanEveryCauseHasItsDefaultCode(CloseCause cause) throws Exception {
        try (App app = App.of(Journal.class);
                ScriptedPeer peer = ScriptedPeer.plain(script(cause))) {
            provoke(cause, app, peer);
            int expected = switch (cause) {
                case NORMAL -> 1000;
                case UNSPECIFIED -> 1005;
                case GOING_AWAY, IDLE_TIMEOUT -> 1001;
                case PROTOCOL_ERROR -> 1002;
                case UNACCEPTABLE_DATA -> 1003;
                case INVALID_PAYLOAD -> 1007;
                case POLICY_VIOLATION -> 1008;
                case TOO_BIG -> 1009;
                case MISSING_EXTENSION -> 1010;
                case INTERNAL_ERROR -> 1011;
            };
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(expected);
        }
    }
}
