package dev.adieu.websocket.impl.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Closing against everything that can happen at the same moment. What is true must be true in each round. */
@Tag("long")
@ExtendWith(NothingStaysBehind.class)
class CloseRacesTest {

    private static final int ROUNDS = 1_000;

    private static final Script ANSWERS_THE_CLOSE_THAT_IT_AWAITS = Scripts.acceptAndAnswerClose();
    private static final Script ENDS_TCP_AFTER_BOTH_CLOSES = c -> {
        c.accept();
        c.awaitCue();
        c.awaitClose();
        c.fin();
    };

    private final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
    private final AtOnce atOnce = new AtOnce();

    @AfterEach
    void close() throws Exception {
        container.close();
        atOnce.close();
    }

    @FunctionalInterface
    private interface Round {
        void play(ScriptedPeer peer, RecordingEndpoint endpoint) throws Exception;
    }

    private static void rounds(Script script, Round round) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
                round.play(peer, new RecordingEndpoint());
            }
        }
    }

    private BrowserSession open(ScriptedPeer peer, RecordingEndpoint endpoint) throws Exception {
        return (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
    }

    private static CloseEvent ended(CompletionStage<CloseEvent> closed) throws Exception {
        return closed.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static List<ClientFrame> sentBy(PeerConnection connection) {
        connection.awaitClientEnd();
        return connection.frames();
    }

    private static void sendUnlessReset(PeerConnection connection, Wire... parts) {
        try {
            connection.send(parts);
        } catch (IOException givenUp) {
            assertThat(givenUp).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void ofTwoClosersOneSendsACloseFrameAndItsCodeStands() throws Exception {
        Set<Integer> winners = ConcurrentHashMap.newKeySet();
        rounds(ANSWERS_THE_CLOSE_THAT_IT_AWAITS, (peer, endpoint) -> {
            BrowserSession session = open(peer, endpoint);
            atOnce.run(() -> session.close(3001, "one"), () -> session.close(3002, "two"));
            session.close(3003, "late");

            CloseEvent event = ended(session.closed());
            assertThat(sentBy(peer.connection())).singleElement().satisfies(close -> {
                assertThat(close.closeCode()).isEqualTo(event.code()).isIn(3001, 3002);
                assertThat(close.closeReason()).isEqualTo(event.code() == 3001 ? "one" : "two");
            });
            assertThat(event.wasClean()).isTrue();
            assertThat(endpoint.heard()).containsExactly("open", "close " + event.code() + " " + event.reason());
            winners.add(event.code());
        });
        assertThat(winners).as("it was a race").containsExactlyInAnyOrder(3001, 3002);
    }

    @Test
    void ofCloseAndThePeersCloseOneFrameIsSentAndThePeersCodeIsTold() throws Exception {
        Set<Initiator> winners = ConcurrentHashMap.newKeySet();
        rounds(ENDS_TCP_AFTER_BOTH_CLOSES, (peer, endpoint) -> {
            BrowserSession session = open(peer, endpoint);
            PeerConnection connection = peer.connection();
            atOnce.run(() -> session.close(3001, "ours"), () -> connection.send(Frame.close(3002, "theirs")));
            connection.cue();

            CloseEvent event = ended(session.closed());
            String sent = event.initiator() == Initiator.LOCAL ? "Close[3001 \"ours\"]" : "Close[3002 \"theirs\"]";
            assertThat(sentBy(connection)).singleElement().hasToString(sent);
            assertThat(event).isEqualTo(new CloseEvent(3002, "theirs", true, event.initiator(), event.failure()));
            assertThat(event.failure()).isEmpty();
            assertThat(endpoint.heard()).containsExactly("open", "close 3002 theirs");
            winners.add(event.initiator());
        });
        assertThat(winners).as("it was a race").containsExactlyInAnyOrder(Initiator.LOCAL, Initiator.PEER);
    }

    @Test
    void ofCloseAndAResetOfThePeerOneCloseEventComes() throws Exception {
        rounds(
                c -> {
                    c.accept();
                    c.awaitCue();
                },
                (peer, endpoint) -> {
                    BrowserSession session = open(peer, endpoint);
                    PeerConnection connection = peer.connection();
                    atOnce.run(() -> session.close(3001, "ours"), connection::rst);
                    connection.cue();

                    CloseEvent event = ended(session.closed());
                    assertThat(event.code()).isEqualTo(1006);
                    assertThat(event.wasClean()).isFalse();
                    assertThat(endpoint.heard()).containsExactly("open", "error", "close 1006 ");
                });
    }

    @Test
    void ofCloseAndAProtocolErrorOfThePeerOneFrameIsSentAndOneErrorAndOneCloseAreTold() throws Exception {
        rounds(ENDS_TCP_AFTER_BOTH_CLOSES, (peer, endpoint) -> {
            BrowserSession session = open(peer, endpoint);
            PeerConnection connection = peer.connection();
            atOnce.run(
                    () -> session.close(3001, "ours"),
                    () -> connection.send(Frame.text("masked").masked()));
            connection.cue();

            CloseEvent event = ended(session.closed());
            // None at all if the error was seen before our Close was written: then TCP ends at once.
            assertThat(sentBy(connection))
                    .hasSizeLessThan(2)
                    .allSatisfy(close -> assertThat(close.closeCode()).isIn(3001, 1002));
            assertThat(event.code()).isEqualTo(1006);
            assertThat(event.wasClean()).isFalse();
            assertThat(event.failure()).isPresent();
            assertThat(endpoint.heard()).containsExactly("open", "error", "close 1006 ");
        });
    }

    @Test
    void ofCloseAndTheConnectCompletingEitherTheAttemptIsGivenUpOrTheSessionCloses() throws Exception {
        Set<String> outcomes = ConcurrentHashMap.newKeySet();
        container.getProperties().put("adieu.tcp-close-timeout", 10);
        rounds(
                c -> {
                    c.request();
                    c.awaitCue();
                    c.awaitClientEnd();
                },
                (peer, endpoint) -> {
                    ConnectionAttempt attempt = container.connect(endpoint, null, peer.uri());
                    PeerConnection connection = peer.connection();
                    connection.request();
                    Wire answer = connection.accepting();
                    atOnce.run(
                            attempt::close,
                            () -> sendUnlessReset(connection, answer, Frame.text("early"), Frame.close(3002, "early")));
                    connection.cue();

                    CloseEvent event = ended(attempt.closed());
                    List<String> heard = endpoint.heard();
                    List<ClientFrame> sent = sentBy(connection);
                    if (event.code() == 1006) {
                        assertThat(heard).isEmpty();
                        assertThat(sent).isEmpty();
                        assertThatThrownBy(() ->
                                        attempt.session().toCompletableFuture().join())
                                .isInstanceOf(CompletionException.class);
                    } else {
                        assertThat(heard)
                                .startsWith("open")
                                .endsWith("close 3002 early")
                                .doesNotHaveDuplicates();
                        assertThat(sent)
                                .singleElement()
                                .satisfies(
                                        close -> assertThat(close.closeCode()).isIn(1000, 3002));
                        assertThat(attempt.session()
                                        .toCompletableFuture()
                                        .join()
                                        .getReadyState())
                                .isEqualTo(ReadyState.CLOSED);
                    }
                    outcomes.add(event.code() == 1006 ? "given up" : "closed");
                });
        assertThat(outcomes).as("it was a race").containsExactlyInAnyOrder("given up", "closed");
    }

    @Test
    void ofOnOpenReturningAndAMessageArrivingTheMessageIsDelivered() throws Exception {
        rounds(Scripts.acceptAndAnswerClose(c -> c.awaitCue()), (peer, endpoint) -> {
            CountDownLatch opening = new CountDownLatch(1);
            CountDownLatch mayReturn = new CountDownLatch(1);
            ConnectionAttempt attempt = container.connect(
                    endpoint.onOpen(session -> {
                                opening.countDown();
                                await(mayReturn);
                            })
                            .onText((session, text) -> session.close(3001, text)),
                    null,
                    peer.uri());
            await(opening);
            PeerConnection connection = peer.connection();
            atOnce.run(mayReturn::countDown, () -> connection.send(Frame.text("early")));
            connection.cue();

            assertThat(ended(attempt.closed()).reason()).isEqualTo("early");
            assertThat(endpoint.heard()).containsExactly("open", "text early", "close 3001 early");
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ofCloseAndTheClosingOfTheContainerOneFrameIsSentAndTheContainerWaitsForIt() throws Exception {
        Set<Integer> winners = ConcurrentHashMap.newKeySet();
        rounds(ANSWERS_THE_CLOSE_THAT_IT_AWAITS, (peer, endpoint) -> {
            BrowserWebSocketContainer own = BrowserWebSocketContainer.create();
            BrowserSession session = (BrowserSession) own.connectToServer(endpoint, null, peer.uri());
            atOnce.run(() -> session.close(3001, "ours"), () -> {
                own.close();
                assertThat(session.isOpen()).isFalse();
                assertThat(endpoint.heard()).hasSize(2);
            });

            CloseEvent event = ended(session.closed());
            assertThat(sentBy(peer.connection()))
                    .singleElement()
                    .satisfies(close -> assertThat(close.closeCode())
                            .isEqualTo(event.code())
                            .isIn(1001, 3001));
            assertThat(endpoint.heard()).containsExactly("open", "close " + event.code() + " " + event.reason());
            winners.add(event.code());
        });
        assertThat(winners).as("it was a race").containsExactlyInAnyOrder(1001, 3001);
    }

    @Test
    void ofConnectAndTheClosingOfTheContainerNoSessionAndNoThreadIsLeft() throws Exception {
        rounds(ANSWERS_THE_CLOSE_THAT_IT_AWAITS, (peer, endpoint) -> {
            BrowserWebSocketContainer own = BrowserWebSocketContainer.create();
            ConnectionAttempt[] attempt = new ConnectionAttempt[1];
            atOnce.run(own::close, () -> {
                try {
                    attempt[0] = own.connect(endpoint, null, peer.uri());
                } catch (IllegalStateException containerIsClosed) {
                    assertThat(containerIsClosed).hasMessageContaining("container is closed");
                }
            });
            if (attempt[0] != null) {
                CloseEvent event = ended(attempt[0].closed());
                assertThat(event.code()).isIn(1001, 1006);
            }
        });
    }

    @Test
    void aClosedContainerLeavesNoThread() throws Exception {
        rounds(ANSWERS_THE_CLOSE_THAT_IT_AWAITS, (peer, endpoint) -> {
            BrowserWebSocketContainer own = BrowserWebSocketContainer.create();
            own.connectToServer(endpoint, null, peer.uri());
            own.close();
            for (Thread thread : Resources.threads()) {
                // Its work is done and it ends, without the linger of two seconds that an unused thread has.
                thread.join(1_500);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        });
    }
}
