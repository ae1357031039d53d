package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of an application that has open sessions. */
class UndeployTest extends AbstractServer {

    /** Of the sessions of the silent peers. */
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(3);

    private static final int SILENT_PEERS = 8;

    @Test
    void thePeersOfItsSessionsSeeThatItGoesAway() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.endlessEcho())) {
            for (int i = 0; i < 3; i++) {
                Conversation.connect(application("first"), "u" + i, peer.uri());
            }
            undeploy("first");
            assertThat(peer.connections()).hasSize(3).allSatisfy(connection -> {
                assertThat(connection.awaitClose().closeCode()).isEqualTo(1001);
                connection.awaitOver();
            });
        }
    }

    @Test
    void itsAttemptsAreGivenUp() {
        try (ScriptedPeer peer = ScriptedPeer.plain(PeerConnection::request)) {
            Conversation.attempt(application("first"), "u", peer.uri());
            peer.connection().request();
            undeploy("first");
            peer.connection().awaitClientEnd();
            assertThat(peer.connection().frames()).isEmpty();
        }
    }

    @Test
    void aConnectionThatWaitsToBeMadeAgainByTheApplicationsStrategyIsGivenUp() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1012, "restart"))) {
            Conversation staying = Conversation.connectToStay(application("first"), "u", peer.uri());
            assertThat(staying.triesUntilItWaits()).isEqualTo(1);
            assertThat(staying.strategyUntil("asked after 1012"))
                    .contains("asked after 1012 with " + (Facts.hasCdi() ? "a greeter" : "nobody"));
            long begun = System.nanoTime();
            undeploy("first");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
            assertThat(peer.connections()).hasSize(2);
            assertThat(Jvm.eventually(new Jvm(observer())::threads, List::isEmpty))
                    .isEmpty();
        }
    }

    @Test
    void peersThatDoNotAnswerAreWaitedForSideBySide() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer())) {
            for (int i = 0; i < SILENT_PEERS; i++) {
                Conversation.connect(
                        application("first"), "u" + i, peer.uri(), "adieu.closing-timeout", CLOSING_TIMEOUT);
            }
            long begun = System.nanoTime();
            undeploy("first");
            assertThat(peer.connections()).hasSize(SILENT_PEERS).allSatisfy(connection -> {
                assertThat(connection.awaitClose().closeCode()).isEqualTo(1001);
                connection.awaitClientEnd();
            });
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(CLOSING_TIMEOUT.multipliedBy(SILENT_PEERS / 2));
        }
    }

    @Test
    void noThreadAndNoSocketAndNoClassOfItStays() {
        Jvm jvm = new Jvm(observer());
        jvm.startRequestThreads();
        undeployWithSessions();
        List<String> before = sockets(jvm);

        int number = undeployWithSessions();

        assertThat(Jvm.eventually(jvm::threads, List::isEmpty)).isEmpty();
        assertThat(Jvm.eventually(() -> sockets(jvm), now -> now.size() <= before.size()))
                .hasSizeLessThanOrEqualTo(before.size());
        assertThat(Jvm.eventually(jvm::applications, alive -> !alive.contains(number)))
                .doesNotContain(number);
    }

    private int undeployWithSessions() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.endlessEcho())) {
            Deployed application = application("first");
            int number = application.number();
            Conversation session = Conversation.connect(application, "u", peer.uri());
            assertThat(session.echoed("hello")).isEqualTo("hello");
            Conversation.connect(
                    application, "v", (Facts.keepsHandshakes() ? application("second") : application).echo());
            undeploy("first");
            displaceTheLatest("first");
            peer.connection().awaitOver();
            return number;
        }
    }

    private static List<String> sockets(Jvm jvm) {
        return jvm.descriptors().stream()
                .filter(target -> target.startsWith("socket:"))
                .toList();
    }
}
