package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An application that is deployed again and again. */
class RedeployTest extends AbstractServer {

    private static final int WARM_UP = 2;
    private static final int TIMES = 10;

    @Test
    void tenRedeploymentsWithOpenSessionsGrowNothing() {
        Jvm jvm = new Jvm(observer());
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            for (int i = 0; i < WARM_UP; i++) {
                deployConnectAndUndeploy(peer, i);
            }
            int applications = jvm.applications();
            int descriptors = jvm.descriptors().size();

            for (int i = WARM_UP; i < WARM_UP + TIMES; i++) {
                deployConnectAndUndeploy(peer, i);
            }

            assertThat(Jvm.eventually(jvm::threads, List::isEmpty)).isEmpty();
            assertThat(Jvm.eventually(jvm::applications, alive -> alive <= applications)).isLessThanOrEqualTo(applications);
            assertThat(Jvm.eventually(jvm::descriptors, open -> open.size() <= descriptors)).hasSizeLessThanOrEqualTo(descriptors);
        }
    }

    private void deployConnectAndUndeploy(ScriptedPeer peer, int time) {
        Conversation session = Conversation.connect(application("first"), "r", peer.uri());
        assertThat(session.echoed("hello")).isEqualTo("hello");
        undeploy("first");
        assertThat(peer.connection(time).awaitClose().closeCode()).isEqualTo(1001);
        peer.connection(time).awaitOver();
    }
}
