package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import org.junit.jupiter.api.Test;

/** Two applications on one server. */
class TwoApplicationsTest extends AbstractServer {

    private static final String LONG = "-".repeat(200);

    @Test
    void neitherSeesTheSessionsOfTheOther() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.endlessEcho())) {
            Conversation first = Conversation.connect(application("first"), "s", peer.uri());
            Conversation second = Conversation.connect(application("second"), "t", peer.uri());
            assertThat(first.openSessions()).isEqualTo(1);
            assertThat(second.openSessions()).isEqualTo(1);
            first.close().successful();
            second.close().successful();
        }
    }

    /** The second has a limit in its {@code META-INF/adieu.properties}. */
    @Test
    void neitherSeesTheSettingsOfTheOther() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.endlessEcho())) {
            Conversation first = Conversation.connect(application("first"), "long", peer.uri());
            assertThat(first.echoed(LONG)).isEqualTo(LONG);
            first.close().successful();

            Conversation second = Conversation.connect(application("second"), "long", peer.uri());
            second.send(LONG);
            assertThat(second.journalUntil("close")).containsExactly("open", "error", "close 1006 ");
            assertThat(peer.connection(1).awaitClose().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void theShutdownOfOneDoesNotTouchTheOther() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.endlessEcho())) {
            Conversation first = Conversation.connect(application("first"), "x", peer.uri());
            Conversation.connect(application("second"), "y", peer.uri());
            undeploy("second");
            assertThat(peer.connection(1).awaitClose().closeCode()).isEqualTo(1001);
            assertThat(first.echoed("still here")).isEqualTo("still here");
            first.close(1000, "bye").successful();
            assertThat(first.outcome()).isEqualTo("1000 \"bye\" clean");
        }
    }
}
