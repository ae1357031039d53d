package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReconnectBy;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.Reconnection.State;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReconnectionTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AdieuContainer container = new AdieuContainer();
    private final RecordingEndpoint endpoint = new RecordingEndpoint();
    private final ClientEndpointConfig config =
            ClientEndpointConfig.Builder.create().build();
    private final BlockingQueue<ReconnectContext> asked = new LinkedBlockingQueue<>();

    @AfterEach
    void closeContainer() {
        container.close();
    }

    private ReconnectStrategy answering(Duration delay) {
        return context -> {
            asked.add(context);
            return Optional.of(delay);
        };
    }

    private BrowserSession open(ScriptedPeer peer, Object strategy) throws Exception {
        container.getProperties().put("adieu.reconnect", strategy);
        return (BrowserSession) container.connectToServer(endpoint, config, peer.uri());
    }

    private static Reconnection of(BrowserSession session) {
        return session.getReconnection().orElseThrow();
    }

    private ReconnectContext asked() throws InterruptedException {
        ReconnectContext context = asked.poll(20, TimeUnit.SECONDS);
        assertThat(context).as("the strategy was asked").isNotNull();
        return context;
    }

    private static CloseEvent ended(Reconnection reconnection) throws Exception {
        return reconnection.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static void awaitState(Reconnection reconnection, State state) {
        Eventually.holds(() -> reconnection.getState() == state, () -> "it is " + reconnection.getState());
    }

    /** Plays one script after the other, and the last one again and again. */
    private static Script inTurn(Script... scripts) {
        AtomicInteger next = new AtomicInteger();
        return c -> scripts[Math.min(next.getAndIncrement(), scripts.length - 1)].run(c);
    }

    private static Script refuse(int status, String header, String value) {
        return c -> {
            c.request();
            c.send(Response.status(status, "No").header(header, value));
            c.fin();
        };
    }

    @Test
    void afterAServiceRestartANewSessionOpensOnTheSameEndpointAtOnce() throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.plain(inTurn(Scripts.close(1012, "restart"), Scripts.acceptAndAnswerClose()))) {
            BrowserSession first = open(peer, "standard");
            Reconnection reconnection = of(first);
            Eventually.holds(
                    () -> reconnection
                            .getSession()
                            .filter(session -> session != first)
                            .isPresent(),
                    () -> "heard " + endpoint.heard());
            BrowserSession second = reconnection.getSession().orElseThrow();
            assertThat(second.getId()).isNotEqualTo(first.getId());
            assertThat(second.getReconnection()).containsSame(reconnection);
            assertThat(reconnection.getState()).isEqualTo(State.CONNECTED);
            assertThat(reconnection.getTries()).isEqualTo(1);
            second.close();
            assertThat(ended(reconnection).code()).isEqualTo(1000);
            assertThat(endpoint.heard()).containsExactly("open", "close 1012 restart", "open", "close 1000 ");
            assertThat(reconnection.getState()).isEqualTo(State.STOPPED);
            assertThat(reconnection.getSession()).isEmpty();
            assertThat(peer.connections()).hasSize(2);
        }
    }

    @Test
    void nothingIsMadeAgainUnlessAStrategySaysSo() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1012, ""))) {
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, config, peer.uri());
            assertThat(session.getReconnection()).isEmpty();
            session.closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(endpoint.heard()).containsExactly("open", "close 1012 ");
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @Test
    void aFirstConnectionThatFailsFailsAsEver() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(refuse(503, "Retry-After", "1"))) {
            assertThatThrownBy(() -> open(peer, answering(Duration.ZERO))).isInstanceOf(DeploymentException.class);
            assertThat(asked).isEmpty();
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @Test
    void theStrategyKnowsWhatEndedAndWhatTheServerSaysOfAnotherTry() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(inTurn(
                Scripts.close(1013, "busy"),
                refuse(503, "Retry-After", "7"),
                refuse(429, "Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"),
                PeerConnection::rst,
                Scripts.acceptAndAnswerClose()))) {
            Reconnection reconnection = of(open(peer, answering(Duration.ZERO)));
            ReconnectContext session = asked();
            assertThat(session.event())
                    .extracting(CloseEvent::code, CloseEvent::reason, CloseEvent::wasClean)
                    .containsExactly(1013, "busy", true);
            assertThat(session.established()).isTrue();
            assertThat(session.closedByApplication()).isFalse();
            assertThat(session.endpointClass()).isEqualTo(RecordingEndpoint.class);
            assertThat(session.status()).isEmpty();
            ReconnectContext refused = asked();
            assertThat(refused.established()).isFalse();
            assertThat(refused.event().code()).isEqualTo(1006);
            assertThat(refused.tries()).isEqualTo(1);
            assertThat(refused.status()).hasValue(503);
            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7));
            ReconnectContext tooMany = asked();
            assertThat(tooMany.status()).hasValue(429);
            assertThat(tooMany.retryAfter()).contains(Duration.ZERO);
            assertThat(tooMany.tries()).isEqualTo(2);
            ReconnectContext reset = asked();
            assertThat(reset.status()).isEmpty();
            assertThat(reset.event().failure()).isPresent();
            assertThat(reset.sinceOpen()).isGreaterThan(session.sinceOpen());
            awaitState(reconnection, State.CONNECTED);
        }
    }

    @Test
    void theApplicationsOwnCloseEndsItUnderStandardAndIsTheStrategysToJudgeOtherwise() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = open(peer, answering(Duration.ZERO));
            Reconnection reconnection = of(session);
            session.close(3000);
            assertThat(asked().closedByApplication()).isTrue();
            Eventually.holds(() -> peer.connections().size() == 2, () -> "it did not connect again");
            awaitState(reconnection, State.CONNECTED);
            reconnection.stop();
            assertThat(reconnection.getState()).isEqualTo(State.STOPPED);
            BrowserSession second = reconnection.getSession().orElseThrow();
            assertThat(second.isOpen()).isTrue();
            second.close(3000);
            ended(reconnection);
            assertThat(asked).isEmpty();
            assertThat(peer.connections()).hasSize(2);
        }
    }

    static List<ReconnectStrategy> faultyStrategies() {
        return List.of(
                context -> {
                    throw new IllegalStateException("no idea");
                },
                context -> {
                    throw new StackOverflowError();
                },
                context -> null,
                context -> Optional.of(Duration.ofNanos(-1)));
    }

    @ParameterizedTest
    @MethodSource("faultyStrategies")
    void whereAStrategyThrowsOrAnswersNonsenseTheStandardOneDecides(ReconnectStrategy faulty) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(inTurn(Scripts.close(1012, ""), Scripts.close(4000, "end")))) {
            Reconnection reconnection = of(open(peer, faulty));
            assertThat(ended(reconnection).code()).isEqualTo(4000);
            assertThat(peer.connections()).hasSize(2);
        }
    }

    @Test
    void aStrategyThatBlocksIsInterruptedAndTheStandardOneDecides() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        ReconnectStrategy blocking = context -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Optional.of(LONG);
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(inTurn(Scripts.close(1012, ""), Scripts.close(4000, "end")))) {
            Reconnection reconnection = of(open(peer, blocking));
            assertThat(ended(reconnection).code()).isEqualTo(4000);
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(peer.connections()).hasSize(2);
        }
    }

    @Test
    void aWaitIsShownAndStoppedAtOnce() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1012, ""))) {
            Instant before = Instant.now();
            Reconnection reconnection = of(open(peer, answering(LONG)));
            Eventually.holds(() -> reconnection.getNextTry().isPresent(), () -> "no try is due");
            assertThat(reconnection.getState()).isEqualTo(State.WAITING);
            assertThat(reconnection.getNextTry().orElseThrow())
                    .isBetween(before.plus(LONG), Instant.now().plus(LONG));
            reconnection.stop();
            assertThat(reconnection.getState()).isEqualTo(State.STOPPED);
            assertThat(reconnection.getNextTry()).isEmpty();
            assertThat(ended(reconnection).code()).isEqualTo(1012);
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @Test
    void aWaitOfCenturiesIsAWait() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1012, ""))) {
            Reconnection reconnection = of(open(peer, answering(Duration.ofSeconds(Long.MAX_VALUE))));
            Eventually.holds(() -> reconnection.getNextTry().isPresent(), () -> "no try is due");
            reconnection.stop();
            ended(reconnection);
        }
    }

    @Test
    void aTryThatIsUnderWayIsGivenUp() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(inTurn(Scripts.close(1012, ""), Scripts.neverAccept()))) {
            Reconnection reconnection = of(open(peer, answering(Duration.ZERO)));
            Eventually.holds(() -> peer.connections().size() == 2, () -> "there is no second try");
            peer.connection(1).request();
            assertThat(reconnection.getState()).isEqualTo(State.TRYING);
            reconnection.stop();
            ended(reconnection);
            peer.connection(1).awaitClientEnd();
            assertThat(endpoint.heard()).containsExactly("open", "close 1012 ");
        }
    }

    @Test
    void aContainerThatIsClosedStopsTheWaitAndLeavesNoThread() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1012, ""))) {
            Reconnection reconnection = of(open(peer, answering(LONG)));
            Eventually.holds(() -> reconnection.getNextTry().isPresent(), () -> "no try is due");
            container.close();
            assertThat(reconnection.ended().toCompletableFuture()).isCompleted();
            assertThat(Resources.threads()).isEmpty();
        }
    }

    @Test
    void aContainerThatIsClosedAsksNoStrategyAboutItsSessions() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            Reconnection reconnection = of(open(peer, answering(Duration.ZERO)));
            container.close();
            assertThat(reconnection.ended().toCompletableFuture()).isCompleted();
            assertThat(asked).isEmpty();
            assertThat(peer.connections()).hasSize(1);
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1001);
        }
    }

    public static class ThreeTimes implements ReconnectStrategy {
        @Override
        public Optional<Duration> delay(ReconnectContext context) {
            return context.tries() < 2 ? Optional.of(Duration.ZERO) : Optional.empty();
        }
    }

    public static class Shout implements Encoder.Text<StringBuilder> {

        static final AtomicInteger MADE = new AtomicInteger();
        static final AtomicInteger DESTROYED = new AtomicInteger();

        public Shout() {
            MADE.incrementAndGet();
        }

        @Override
        public String encode(StringBuilder object) {
            return object + "!";
        }

        @Override
        public void destroy() {
            DESTROYED.incrementAndGet();
        }
    }

    @ClientEndpoint(encoders = Shout.class)
    @ReconnectBy(ThreeTimes.class)
    public static class Annotated {

        static final List<Annotated> OPENED = new ArrayList<>();
        static final List<Integer> CLOSED = new ArrayList<>();

        @OnOpen
        public void open(Session session) throws Exception {
            OPENED.add(this);
            session.getBasicRemote().sendObject(new StringBuilder("hello"));
        }

        @OnClose
        public void close(CloseReason reason) {
            CLOSED.add(reason.getCloseCode().getCode());
        }
    }

    @Test
    void anEndpointThatWasMadeOfAClassStaysOneObjectAndHasCodersForEachSession() throws Exception {
        container.getProperties().put("adieu.reconnect", "never");
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept();
            c.awaitFrames(1);
            c.send(Frame.close(1001, ""));
            c.awaitClose();
            c.fin();
        })) {
            BrowserSession session = (BrowserSession) container.connectToServer(Annotated.class, peer.uri());
            assertThat(ended(of(session)).code()).isEqualTo(1001);
            assertThat(Annotated.OPENED).hasSize(3);
            assertThat(Annotated.OPENED).allMatch(each -> each == Annotated.OPENED.get(0));
            assertThat(Annotated.CLOSED).containsExactly(1001, 1001, 1001);
            assertThat(Shout.MADE).hasValue(3);
            assertThat(Shout.DESTROYED).hasValue(3);
            assertThat(peer.connections())
                    .allMatch(each -> each.frames().get(0).text().equals("hello!"));
        }
    }

    @Test
    void theEndpointsUserPropertiesGoBeforeTheContainers() throws Exception {
        config.getUserProperties().put("adieu.reconnect", ThreeTimes.class.getName());
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1012, ""))) {
            ended(of(open(peer, answering(LONG))));
            assertThat(peer.connections()).hasSize(3);
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void aSettingThatIsNoStrategyIsRefusedWithWhatIsAllowed() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            assertThatThrownBy(() -> open(peer, "always"))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("adieu.reconnect")
                    .hasMessageContaining("\"never\", \"standard\", a ReconnectStrategy");
        }
    }

    @Test
    void aReconnectHandlerOfTyrusIsAskedAsTyrusAsksIt() throws Exception {
        List<String> told = new ArrayList<>();
        container.getProperties().put(ClientProperties.RECONNECT_HANDLER, new ClientManager.ReconnectHandler() {
            @Override
            public boolean onDisconnect(CloseReason reason) {
                told.add("disconnect " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
                return told.size() < 3;
            }

            @Override
            public boolean onConnectFailure(Exception exception) {
                told.add("failure " + exception.getCause().getClass().getSimpleName());
                return true;
            }

            @Override
            public long getDelay() {
                return 0;
            }
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(
                inTurn(Scripts.close(1001, "a"), refuse(503, "Retry-After", "1"), Scripts.close(1001, "b")))) {
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, config, peer.uri());
            ended(of(session));
            assertThat(told).containsExactly("disconnect 1001 a", "failure RetryAfterException", "disconnect 1001 b");
        }
    }

    @Test
    void twoHundredSessionsSurviveARestartWithoutAStormAndWithoutLosingOne() throws Exception {
        int sessions = 200;
        AtomicInteger accepted = new AtomicInteger();
        Script serving = c -> {
            boolean first = accepted.incrementAndGet() <= sessions;
            c.accept();
            if (first) {
                c.awaitCue();
                c.rst();
            } else {
                c.answerClose();
                c.fin();
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(serving)) {
            container.getProperties().put("adieu.reconnect", "standard");
            List<Reconnection> all = new ArrayList<>();
            for (int i = 0; i < sessions; i++) {
                all.add(of((BrowserSession) container.connectToServer(new RecordingEndpoint(), config, peer.uri())));
            }
            peer.connections().forEach(PeerConnection::cue);
            Eventually.holds(
                    () -> all.stream().allMatch(each -> each.getState() == State.CONNECTED && each.getTries() == 1),
                    () -> all.stream()
                            .map(Reconnection::getState)
                            .distinct()
                            .toList()
                            .toString());
            assertThat(peer.connections()).hasSize(2 * sessions);
        }
    }
}
