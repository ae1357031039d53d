package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main rows of the closing contract, played by an application against a scripted server, and against an endpoint of
 * its own server.
 */
class ClosingTest extends AbstractServer {

    private static int sessions;

    /** Returns a session of the application, with the settings and values by turns. */
    private Conversation connected(Object uri, Object... settings) {
        return Conversation.connect(application("first"), "s" + sessions++, uri, settings);
    }

    private static void playing(Script script, Play play) {
        try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
            play.with(peer);
        }
    }

    @FunctionalInterface
    private interface Play {
        void with(ScriptedPeer peer);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 3000, 4999})
    void theServerGetsTheCodeAndTheReasonThatTheApplicationGave(int code) {
        playing(Scripts.echo(), peer -> {
            Conversation session = connected(peer.uri());
            session.close(code, "bye").successful();
            ClientFrame close = peer.connection().awaitClose();
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(close.closeReason()).isEqualTo("bye");
            assertThat(session.outcome()).isEqualTo(code + " \"bye\" clean");
            assertThat(session.journalUntil("close")).containsExactly("open", "close " + code + " bye");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1001, 2999, 5000})
    void aCodeThatIsNotTheApplicationsToSendIsRefusedAndTheSessionGoesOn(int code) {
        playing(Scripts.echo(), peer -> {
            Conversation session = connected(peer.uri());
            assertThat(session.close(code, "bye").thrown()).isEqualTo("dev.adieu.websocket.InvalidAccessException");
            assertThat(session.echoed("still here")).isEqualTo("still here");
        });
    }

    @Test
    void theServerIsToldTheCodeOfTheApplicationsStrategyWhereNoneIsNamed() {
        playing(Scripts.echo(), peer -> {
            Conversation session = connected(peer.uri());
            session.close().successful();
            ClientFrame close = peer.connection().awaitClose();
            assertThat(close.closeCode()).isEqualTo(4321);
            assertThat(close.closeReason()).isEqualTo(Facts.hasCdi() ? "from a greeter" : "from nobody");
        });
    }

    @Test
    void messagesThatWereSentBeforeArriveBefore() {
        playing(Scripts.echo(), peer -> {
            Conversation session = connected(peer.uri());
            session.sendManyThenClose("m", 200, 3000);
            List<ClientFrame> frames = peer.connection().awaitFrames(201);
            assertThat(frames.subList(0, 200))
                    .extracting(ClientFrame::text)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 200).mapToObj(i -> "word:m" + i).toList());
            assertThat(frames.get(200).closeCode()).isEqualTo(3000);
        });
    }

    @Test
    void theServersCodeAndReasonReachTheApplication() {
        playing(Scripts.close(4002, "enough"), peer -> {
            Conversation session = connected(peer.uri());
            assertThat(session.outcome()).isEqualTo("4002 \"enough\" clean");
            assertThat(session.journalUntil("close")).containsExactly("open", "close 4002 enough");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(4002);
        });
    }

    @Test
    void aServerThatVanishesIsToldAs1006() {
        playing(
                c -> {
                    c.accept();
                    c.awaitCue();
                    c.rst();
                },
                peer -> {
                    Conversation session = connected(peer.uri());
                    peer.connection().cue();
                    assertThat(session.outcome()).isEqualTo("1006 \"\" not clean");
                    assertThat(session.journalUntil("close")).containsExactly("open", "error", "close 1006 ");
                });
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAfterTheClosingTimeout() {
        playing(Scripts.acceptAndNeverAnswer(), peer -> {
            Conversation session = connected(peer.uri(), "adieu.closing-timeout", "PT0.3S");
            assertThat(session.close(1000, "bye").successful()).isEqualTo("CLOSING");
            assertThat(session.outcome()).isEqualTo("1006 \"\" not clean");
            peer.connection().awaitClientEnd();
        });
    }

    @Test
    void anAttemptThatIsGivenUpEndsAtOnceAndNeverOpens() {
        playing(PeerConnection::request, peer -> {
            Conversation session = Conversation.attempt(application("first"), "s" + sessions++, peer.uri());
            peer.connection().request();
            session.giveUp();
            assertThat(session.outcomeOfAttempt()).isEqualTo("1006 \"\" not clean");
            peer.connection().awaitClientEnd();
            assertThat(peer.connection().frames()).isEmpty();
        });
    }

    @Test
    void aContainerThatIsClosedTellsTheServerThatItGoesAway() {
        playing(Scripts.echo(), peer -> {
            Conversation session = connected(peer.uri());
            session.closeContainer();
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1001);
            assertThat(session.outcome()).isEqualTo("1001 \"\" clean");
        });
    }

    @Test
    void anEndpointOfTheServerHearsTheCodeAndTheReason() {
        Conversation session = connected(application("first").echo());
        session.close(3001, "bye").successful();
        assertThat(session.outcome()).isEqualTo("3001 \"bye\" clean");
        assertThat(session.journalOfServerUntil("close")).containsExactly("close 3001 bye");
    }

    @Test
    void anEndpointOfTheServerClosesWithItsOwnCode() {
        Conversation session = connected(application("first").echo());
        session.send("close with 4003 enough");
        assertThat(session.outcome()).isEqualTo("4003 \"enough\" clean");
    }

    @Test
    void anEndpointOfTheServerGetsAllThatWasSentBefore() {
        Conversation session = connected(application("first").echo());
        session.sendManyThenClose("m", 50, 3000);
        assertThat(session.outcome()).isEqualTo("3000 \"\" clean");
        List<String> all = Stream.concat(IntStream.range(0, 50).mapToObj(i -> "word:m" + i), Stream.of("close 3000 "))
                .toList();
        assertThat(session.journalOfServerUntil("close")).containsExactlyElementsOf(all);
    }

    @Test
    void callbacksRunInTheSurroundingsOfTheApplication() {
        playing(Scripts.close(1000, "bye"), peer -> {
            Conversation session = connected(peer.uri());
            assertThat(session.surroundingsUntil("close"))
                    .hasSize(2)
                    .containsOnly("context class loader: the application's, "
                            + "java:comp/env/greeting: hello, injected: " + (Facts.hasCdi() ? "a greeter" : "nothing"));
        });
    }

    @Test
    @Tag("managed-context")
    void callbacksHaveTheCallerWhoConnectedWhenThatCallerIsGone() {
        Script oneMessageThenClose = c -> {
            c.accept();
            c.awaitCue();
            c.send(Frame.text("hello"), Frame.close(1000, "bye"));
            c.awaitClose();
            c.fin();
        };
        playing(oneMessageThenClose, peer -> {
            Conversation hers = Conversation.connectWithCaller(
                    application("first"), "s" + sessions++, peer.uri(), "ada", "lovelace");
            Conversation withoutCaller =
                    Conversation.connectWithoutCaller(application("first"), "s" + sessions++, peer.uri());
            peer.connection(0).cue();
            peer.connection(1).cue();
            assertThat(hers.journalUntil("close")).containsExactly("open for ada", "message for ada", "close for ada");
            assertThat(withoutCaller.journalUntil("close")).hasSize(3).noneMatch(entry -> entry.endsWith("for ada"));
        });
    }
}
