package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ProviderThreads.class)
class CloseCodeStrategyTest {

    private final AdieuContainer container = new AdieuContainer();

    @ClientEndpoint
    public static class Plain {}

    public static class Says4100 implements CloseCodeStrategy {
        @Override
        public CloseReason choose(CloseContext context) {
            return new CloseReason(() -> 4100, "annotated");
        }
    }

    @ClientEndpoint
    @CloseCodesBy(Says4100.class)
    public static class Annotated extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    @AfterEach
    void closeContainer() {
        container.close();
    }

    private static CloseCodeStrategy always(int code, String reason) {
        return context -> new CloseReason(() -> code, reason);
    }

    private ClientFrame closeOf(Class<?> annotated) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            container.connectToServer(annotated, peer.uri()).close();
            return peer.connection().awaitClose();
        }
    }

    static List<CloseCodeStrategy> faultyStrategies() {
        CloseReason tooLong = new CloseReason(() -> 4000, "123456789") {
            @Override
            public String getReasonPhrase() {
                return "€".repeat(42);
            }
        };
        return List.of(
                context -> {
                    throw new IllegalStateException("no idea");
                },
                context -> {
                    throw new StackOverflowError();
                },
                context -> null,
                context -> new CloseReason(CloseCodes.NO_STATUS_CODE, "a reason without a code"),
                context -> tooLong,
                always(0, ""),
                always(999, ""),
                always(1004, ""),
                always(1005, "r"),
                always(1006, ""),
                always(1015, ""),
                always(1016, ""),
                always(2999, ""),
                always(5000, ""),
                always(65536, ""),
                always(-1, ""));
    }

    @ParameterizedTest
    @MethodSource("faultyStrategies")
    void aStrategyThatThrowsOrSaysWhatMayNotBeSentLeavesTheDefault(CloseCodeStrategy faulty) throws Exception {
        container.getProperties().put("adieu.close-codes", faulty);
        ClientFrame close = closeOf(Plain.class);
        assertThat(close.closeCode()).isEqualTo(1000);
        assertThat(close.closeReason()).isEmpty();
    }

    @Test
    void aStrategyThatBlocksDelaysNeitherTheCallerNorForLongTheClose() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CloseCodeStrategy blocking = context -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return new CloseReason(() -> 4000, "too late");
        };
        container.getProperties().put("adieu.close-codes", blocking);
        container.getProperties().put("adieu.closing-timeout", "PT2S");
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = (BrowserSession) container.connectToServer(Plain.class, peer.uri());
            session.close();
            assertThat(session.getReadyState()).isEqualTo(ReadyState.CLOSING);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            CloseEvent event = session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1000);
            assertThat(event.wasClean()).isTrue();
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingHasBegunWhenTheStrategyIsAskedAndTheFirstCloseStands() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        CloseCodeStrategy waiting = context -> {
            try {
                proceed.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new CloseReason(() -> 4001, context.session().getReadyState().name());
        };
        container.getProperties().put("adieu.close-codes", waiting);
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = (BrowserSession) container.connectToServer(Plain.class, peer.uri());
            session.getBasicRemote().sendText("before");
            session.close();
            session.close(3000, "later");
            proceed.countDown();
            ClientFrame close = peer.connection().awaitClose();
            assertThat(close.closeCode()).isEqualTo(4001);
            assertThat(close.closeReason()).isEqualTo("CLOSING");
            session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(peer.connection().frames())
                    .extracting(ClientFrame::opcode)
                    .containsExactly(Opcode.TEXT, Opcode.CLOSE);
        }
    }

    @Test
    void aPeerThatClosesWhileTheStrategyThinksIsSentWhatItChose() throws Exception {
        CountDownLatch peerHasClosed = new CountDownLatch(1);
        CloseCodeStrategy waiting = context -> {
            try {
                peerHasClosed.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new CloseReason(() -> 4002, "");
        };
        container.getProperties().put("adieu.close-codes", waiting);
        Script script = c -> {
            c.accept();
            c.awaitCue();
            c.send(Frame.close(3333, "peer"));
            peerHasClosed.countDown();
            c.awaitClose();
            c.fin();
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
            BrowserSession session = (BrowserSession) container.connectToServer(Plain.class, peer.uri());
            session.close();
            peer.connection().cue();
            CloseEvent event = session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(4002);
            assertThat(event)
                    .extracting(CloseEvent::code, CloseEvent::reason, CloseEvent::wasClean)
                    .containsExactly(3333, "peer", true);
        }
    }

    @Test
    void aStrategyMayChooseAnEmptyBody() throws Exception {
        container.getProperties().put("adieu.close-codes", (CloseCodeStrategy)
                context -> new CloseReason(CloseCodes.NO_STATUS_CODE, null));
        assertThat(closeOf(Plain.class).payload()).isEmpty();
    }

    @Test
    void theReadyStrategyOfBrowsersSendsAnEmptyBodyForNormalAlone() throws Exception {
        container.getProperties().put("adieu.close-codes", "browser");
        assertThat(closeOf(Plain.class).payload()).isEmpty();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            container.connectToServer(Plain.class, peer.uri());
            container.close();
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void theNearestStrategyCounts() throws Exception {
        container.getProperties().put("adieu.close-codes", always(4300, "container"));
        assertThat(closeOf(Plain.class).closeCode()).isEqualTo(4300);
        assertThat(closeOf(Annotated.class).closeCode()).isEqualTo(4100);
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("adieu.close-codes", always(4200, "endpoint"));
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            Endpoint plain = new Endpoint() {
                @Override
                public void onOpen(Session session, EndpointConfig endpointConfig) {}
            };
            container.connectToServer(plain, config, peer.uri()).close();
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(4200);
            container.connectToServer(new Annotated(), config, peer.uri()).close();
            assertThat(peer.connection(1).awaitClose().closeCode()).isEqualTo(4100);
        }
    }

    @Test
    void noStrategyIsAskedForACodeThatTheApplicationNames() throws Exception {
        container.getProperties().put("adieu.close-codes", always(4300, CloseCause.NORMAL.name()));
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            ((BrowserSession) container.connectToServer(Plain.class, peer.uri())).close(3000, "named");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(3000);
        }
    }
}
