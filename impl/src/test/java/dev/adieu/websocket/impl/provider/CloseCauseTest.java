package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every close that the provider starts goes through the strategy: the peer tells which code it got, once by default and
 * once by a strategy.
 */
@ExtendWith(ProviderThreads.class)
class CloseCauseTest {

    private final AdieuContainer container = new AdieuContainer();

    @ClientEndpoint
    public static class Endpoint {

        @OnMessage
        public void text(String text) {
            switch (text) {
                case "security" -> throw new SecurityException("a secret");
                case "failure" -> throw new UnsupportedOperationException("a secret");
                default -> {}
            }
        }
    }

    @AfterEach
    void closeContainer() {
        container.close();
    }

    /** One cause: the event that leads to it, the default that is sent, and the settings that it takes. */
    private enum Case {
        NORMAL(CloseCause.NORMAL, 1000, "", Scripts.acceptAndAnswerClose(), Map.of()),
        UNSPECIFIED(CloseCause.UNSPECIFIED, 1005, "", Scripts.acceptAndAnswerClose(), Map.of()),
        GOING_AWAY(CloseCause.GOING_AWAY, 1001, "", Scripts.acceptAndAnswerClose(), Map.of()),
        PROTOCOL_ERROR(
                CloseCause.PROTOCOL_ERROR,
                1002,
                "protocol error",
                sending(Frame.text("x").rsv(4)),
                Map.of()),
        UNACCEPTABLE_DATA(
                CloseCause.UNACCEPTABLE_DATA,
                1003,
                "unacceptable data",
                sending(Frame.of(Opcode.BINARY, new byte[1])),
                Map.of("adieu.close-on-error", "true")),
        INVALID_PAYLOAD(
                CloseCause.INVALID_PAYLOAD,
                1007,
                "invalid UTF-8",
                sending(Frame.of(Opcode.TEXT, new byte[] {(byte) 0xFF})),
                Map.of()),
        POLICY_VIOLATION(
                CloseCause.POLICY_VIOLATION,
                1008,
                "policy violation",
                sending(Frame.text("security")),
                Map.of("adieu.close-on-error", "true")),
        TOO_BIG(
                CloseCause.TOO_BIG,
                1009,
                "message too big",
                sending(Frame.text("12345678901")),
                Map.of("adieu.max-message-size", 10)),
        MISSING_EXTENSION(
                CloseCause.MISSING_EXTENSION,
                1010,
                "permessage-deflate",
                Scripts.acceptAndAnswerClose(),
                Map.of("adieu.compression", "true", "adieu.required-extensions", "permessage-deflate")),
        INTERNAL_ERROR(
                CloseCause.INTERNAL_ERROR,
                1011,
                "internal error",
                sending(Frame.text("failure")),
                Map.of("adieu.close-on-error", true)),
        IDLE_TIMEOUT(CloseCause.IDLE_TIMEOUT, 1001, "", Scripts.acceptAndAnswerClose(), Map.of());

        final CloseCause cause;
        final int code;
        final String reason;
        final Script script;
        final Map<String, Object> settings;

        Case(CloseCause cause, int code, String reason, Script script, Map<String, Object> settings) {
            this.cause = cause;
            this.code = code;
            this.reason = reason;
            this.script = script;
            this.settings = settings;
        }

        private static Script sending(Wire wire) {
            return c -> {
                c.accept(wire);
                c.answerClose();
                c.fin();
            };
        }
    }

    private ClientFrame provoke(Case one, ScriptedPeer peer) throws Exception {
        container.getProperties().putAll(one.settings);
        if (one == Case.MISSING_EXTENSION) {
            assertThatThrownBy(() -> container.connectToServer(Endpoint.class, peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("permessage-deflate");
        } else {
            Session session = container.connectToServer(Endpoint.class, peer.uri());
            switch (one) {
                case NORMAL -> session.close();
                case UNSPECIFIED -> session.close(new CloseReason(CloseCodes.NO_STATUS_CODE, null));
                case GOING_AWAY -> container.close();
                case IDLE_TIMEOUT -> session.setMaxIdleTimeout(20);
                default -> {}
            }
            ((BrowserSession) session).closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        return peer.connection().awaitClose();
    }

    @ParameterizedTest
    @EnumSource
    void eachCauseHasItsDefaultCodeAndNoExceptionsMessage(Case one) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(one.script)) {
            ClientFrame close = provoke(one, peer);
            assertThat(close.closeCode()).isEqualTo(one.code);
            assertThat(close.closeReason()).isEqualTo(one.reason);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStrategyIsAskedForEachCauseAndItsAnswerIsSent(Case one) throws Exception {
        Queue<CloseContext> asked = new ConcurrentLinkedQueue<>();
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        CloseCodeStrategy strategy = context -> {
            asked.add(context);
            threads.add(Thread.currentThread().getName());
            return new CloseReason(
                    () -> 4000 + context.cause().ordinal(), context.cause().name());
        };
        container.getProperties().put("adieu.close-codes", strategy);
        try (ScriptedPeer peer = ScriptedPeer.plain(one.script)) {
            ClientFrame close = provoke(one, peer);
            assertThat(close.closeCode()).isEqualTo(4000 + one.cause.ordinal());
            assertThat(close.closeReason()).isEqualTo(one.cause.name());
            assertThat(asked).singleElement().satisfies(context -> {
                assertThat(context.cause()).isEqualTo(one.cause);
                assertThat(context.endpointClass()).isEqualTo(Endpoint.class);
                assertThat(context.session().getRequestURI()).isEqualTo(peer.uri());
                boolean wentWrong = switch (one) {
                    case NORMAL, UNSPECIFIED, GOING_AWAY, IDLE_TIMEOUT -> false;
                    default -> true;
                };
                assertThat(context.failure().isPresent()).isEqualTo(wentWrong);
            });
            assertThat(threads).singleElement().asString().doesNotStartWith("adieu-io-");
        }
    }

    @Test
    void byDefaultAnEndpointThatFailsKeepsItsSession() throws Exception {
        Script script = c -> {
            c.accept(Frame.text("failure"), Frame.ping(new byte[] {1}));
            c.awaitFrame(Opcode.PONG);
            c.answerClose();
            c.fin();
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
            Session session = container.connectToServer(Endpoint.class, peer.uri());
            peer.connection().awaitFrame(Opcode.PONG);
            session.getBasicRemote().sendText("still here");
            session.close();
            assertThat(peer.connection().awaitFrame(Opcode.TEXT).text()).isEqualTo("still here");
        }
    }
}
