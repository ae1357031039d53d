package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An application that is deployed again and again. */
class RedeployTest extends AbstractServer {

    private static final int WARM_UP = 2;
    private static final int TIMES = 10;

    @Test
    void tenRedeploymentsWithOpenSessionsGrowNothing() {
        Jvm jvm = new Jvm(observer());
        jvm.startRequestThreads();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.endlessEcho())) {
            for (int i = 0; i < WARM_UP; i++) {
                deployConnectAndUndeploy(peer, i);
            }
            int descriptors = jvm.descriptors().size();

            List<Integer> numbers = new ArrayList<>();
            for (int i = WARM_UP; i < WARM_UP + TIMES; i++) {
                numbers.add(deployConnectAndUndeploy(peer, i));
            }
            displaceTheLatest("first");

            assertThat(numbers).hasSize(TIMES).doesNotHaveDuplicates();
            assertThat(Jvm.eventually(jvm::threads, List::isEmpty)).isEmpty();
            assertThat(Jvm.eventually(jvm::applications, alive -> Collections.disjoint(alive, numbers)))
                    .doesNotContainAnyElementsOf(numbers);
            // The server's own threads may open selectors of theirs; one that stays with each deployment would be as
            // many as there are deployments.
            assertThat(Jvm.eventually(jvm::descriptors, open -> open.size() < descriptors + TIMES))
                    .hasSizeLessThan(descriptors + TIMES);
        }
    }

    private int deployConnectAndUndeploy(ScriptedPeer peer, int time) {
        int number = application("first").number();
        Conversation session = Conversation.connect(application("first"), "r", peer.uri());
        assertThat(session.echoed("hello")).isEqualTo("hello");
        undeploy("first");
        assertThat(peer.connection(time).awaitClose().closeCode()).isEqualTo(1001);
        peer.connection(time).awaitOver();
        return number;
    }
}
