package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.SyntaxException;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ClientSockets;
import dev.adieu.websocket.impl.client.Listener;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.TcpEvent;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An attempt that is closed while it is connecting (WHATWG, {@code close()}: "fail the WebSocket connection"; RFC 6455,
 * section 7.1.7).
 */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class GivingUpTest {

    private static void assertThatNothingCameOfIt(Stage stage, ConnectionAttempt attempt, int socketsBefore) {
        CloseEvent event = Client.closed(attempt);
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.reason()).isEmpty();
        assertThat(event.wasClean()).isFalse();
        assertThat(attempt.getReadyState()).isEqualTo(ReadyState.CLOSED);
        assertThatThrownBy(() -> attempt.session().toCompletableFuture().get()).hasCauseInstanceOf(IOException.class);
        Eventually.holds(
                () -> stage.sockets() <= socketsBefore,
                () -> stage.sockets() + " sockets are left, and there were " + socketsBefore);
        assertThat(stage.client().listener().heardNothing()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void closingTheAttemptEndsItAtEveryStage(Stage.At at) {
        try (Stage stage = at.open()) {
            int before = stage.sockets();
            ConnectionAttempt attempt = stage.client().begin(stage.uri());
            stage.awaitReached();
            assertThat(attempt.getReadyState()).isEqualTo(ReadyState.CONNECTING);
            attempt.close();
            assertThat(attempt.getReadyState()).isIn(ReadyState.CLOSING, ReadyState.CLOSED);
            attempt.close();
            assertThatNothingCameOfIt(stage, attempt, before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCodeAndReasonAreCheckedAndThenDiscarded(Stage.At at) {
        try (Stage stage = at.open()) {
            int before = stage.sockets();
            ConnectionAttempt attempt = stage.client().begin(stage.uri());
            stage.awaitReached();
            assertThatThrownBy(() -> attempt.close(1001)).isInstanceOf(InvalidAccessException.class);
            assertThatThrownBy(() -> attempt.close(3000, "x".repeat(124))).isInstanceOf(SyntaxException.class);
            assertThat(attempt.getReadyState()).isEqualTo(ReadyState.CONNECTING);
            attempt.close(3000, "changed my mind");
            assertThatNothingCameOfIt(stage, attempt, before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void interruptingConnectToServerEndsItAtEveryStage(Stage.At at) throws InterruptedException {
        try (Stage stage = at.open()) {
            int before = stage.sockets();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicBoolean stillInterrupted = new AtomicBoolean();
            Thread connecting = new Thread(() -> {
                thrown.set(stage.client().refused(stage.uri()));
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
            connecting.start();
            stage.awaitReached();
            connecting.interrupt();
            connecting.join();
            assertThat(thrown.get())
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessageContaining(stage.uri().toString());
            assertThat(stillInterrupted).isTrue();
            Eventually.holds(() -> stage.sockets() <= before, () -> "a socket is left");
            assertThat(stage.client().listener().heardNothing()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theConnectTimeoutEndsItAtEveryStage(Stage.At at) {
        try (Stage stage = at.open()) {
            int before = stage.sockets();
            stage.client().with("adieu.connect-timeout", 300);
            ConnectionAttempt attempt = stage.client().begin(stage.uri());
            assertThatNothingCameOfIt(stage, attempt, before);
            assertThat(Client.closed(attempt).failure())
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("adieu.connect-timeout"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheContainerEndsItAtEveryStage(Stage.At at) {
        try (Stage stage = at.open()) {
            int before = stage.sockets();
            ConnectionAttempt attempt = stage.client().begin(stage.uri());
            stage.awaitReached();
            stage.client().container().close();
            assertThat(attempt.getReadyState()).isEqualTo(ReadyState.CLOSED);
            assertThatNothingCameOfIt(stage, attempt, before);
        }
    }

    @Test
    void aThreadThatIsInterruptedBeforehandDoesNotConnect() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.neverAccept());
                Client client = new Client()) {
            Thread.currentThread().interrupt();
            assertThat(client.refused(peer.uri())).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aResponseThatComesAfterTheAttemptWasGivenUpOpensNothing() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.awaitCue();
                    c.accept();
                });
                Client client = new Client()) {
            ConnectionAttempt attempt = client.begin(peer.uri());
            peer.connection().request();
            attempt.close();
            peer.connection().cue();
            assertThat(Client.closed(attempt).code()).isEqualTo(1006);
            assertThat(peer.connection().awaitClientEnd()).isNotNull();
            assertThat(peer.connection().frames()).isEmpty();
            assertThat(client.listener().heardNothing()).isTrue();
        }
    }

    @Test
    void aNameThatIsFoundAfterTheTimeoutIsNotConnectedTo() {
        CountDownLatch found = new CountDownLatch(1);
        AtomicReference<Thread> finding = new AtomicReference<>();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client(host -> {
                            if (host.equals("slow.example.test")) {
                                finding.set(Thread.currentThread());
                                awaited(found);
                            }
                            return List.of(InetAddress.getLoopbackAddress());
                        })
                        .with("adieu.connect-timeout", 200)) {
            client.refused(peer.uri("slow.example.test", "/first"));
            found.countDown();
            Eventually.holds(() -> finding.get().getState() != Thread.State.RUNNABLE, () -> "the lookup does not end");
            client.with("adieu.connect-timeout", 20_000).open(peer.uri("/second"));
            assertThat(peer.connections()).hasSize(1);
            assertThat(peer.connection().request().target()).isEqualTo("/second");
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One round of the race. */
    private record Round(Listener listener, CloseEvent event) {}

    @Test
    void aResponseThatComesAtThatMomentOpensOrDoesNotAndNothingBetween() throws Exception {
        int rounds = 1000;
        List<Round> played = new ArrayList<>();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            for (int i = 0; i < rounds; i++) {
                Listener listener = new Listener();
                ConnectionAttempt attempt = client.container().connect(listener, null, peer.uri("/" + i));
                long until = System.nanoTime() + ThreadLocalRandom.current().nextLong(1_500_000);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                attempt.close();
                played.add(new Round(listener, Client.closed(attempt)));
            }
            int opened = 0;
            for (Round round : played) {
                if (round.event().code() == 1000) {
                    opened++;
                    assertThat(round.listener().next()).isEqualTo("open");
                    assertThat(round.listener().next()).isEqualTo("close 1000");
                } else {
                    assertThat(round.event().code()).isEqualTo(1006);
                }
                assertThat(round.listener().heardNothing()).isTrue();
            }
            for (PeerConnection connection : peer.connections()) {
                Eventually.holds(
                        () -> connection.tcpEvents().stream().anyMatch(event -> event.side() == TcpEvent.Side.CLIENT),
                        connection::toString);
            }
            long closeFrames = peer.connections().stream()
                    .mapToLong(connection -> connection.frames().size())
                    .sum();
            assertThat(closeFrames).isEqualTo(opened);
            assertThat(opened).as("both outcomes happened").isBetween(1, rounds - 1);
        }
    }

    @Test
    void interruptingAtThatMomentGivesASessionOrAnExceptionAndLeavesNoSocket() throws Exception {
        int sessions = 0;
        int rounds = 300;
        // Comes to the time that connecting takes here, so that each outcome is about as likely as the other.
        long window = 2_000_000;
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            for (int i = 0; i < rounds; i++) {
                AtomicReference<Object> outcome = new AtomicReference<>();
                Thread connecting = new Thread(() -> outcome.set(connected(client, peer.uri())));
                connecting.start();
                long until = System.nanoTime() + ThreadLocalRandom.current().nextLong(window);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                connecting.interrupt();
                connecting.join();
                if (outcome.get() instanceof Session session) {
                    sessions++;
                    window -= window / 10;
                    session.close();
                } else {
                    window += window / 10;
                    assertThat(outcome.get()).isInstanceOf(InterruptedIOException.class);
                }
            }
            Eventually.holds(
                    () -> ClientSockets.to(peer.port()) == 0,
                    () -> ClientSockets.to(peer.port()) + " sockets are left");
        }
        assertThat(sessions).as("both outcomes happened").isBetween(1, rounds - 1);
    }

    private static Object connected(Client client, URI uri) {
        try {
            return client.container().connectToServer(new Listener(), null, uri);
        } catch (DeploymentException | IOException e) {
            return e;
        }
    }
}
