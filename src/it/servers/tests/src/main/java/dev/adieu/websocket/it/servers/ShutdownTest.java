package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import org.junit.jupiter.api.Test;

/** The end of the server. */
class ShutdownTest extends AbstractServer {

    @Test
    void thePeersOfAllApplicationsSeeThatTheyGoAway() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.endlessEcho())) {
            Conversation.connect(application("first"), "p", peer.uri());
            Conversation.connect(application("second"), "q", peer.uri());
            reboot();
            assertThat(peer.connections()).hasSize(2).allSatisfy(connection -> {
                assertThat(connection.awaitClose().closeCode()).isEqualTo(1001);
                connection.awaitOver();
            });
        }
    }
}
