package dev.adieu.websocket.impl.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A peer that sends more than the endpoint takes is made to wait: little is kept, nothing is lost, and the order stays.
 */
@ExtendWith(NothingStaysBehind.class)
class BackPressureTest {

    private static final int MEBIBYTE = 1 << 20;

    /** Takes nothing until it gets the cue, then checks the numbers. */
    private static final class SlowEndpoint extends Endpoint {

        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger outOfOrder = new AtomicInteger();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) message -> {
                try {
                    go.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                message.getInt();
                if (message.getInt() != taken.getAndIncrement()) {
                    outOfOrder.incrementAndGet();
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 65536, false",
        "1024, 65536, true",
        "65536, 1024, false",
        "3000000, 24, false",
        "8, 1000000, false",
        "8, 1000000, true"
    })
    void aFloodingPeerWaitsForASlowEndpoint(int size, int count, boolean tls) throws Exception {
        AtomicLong sent = new AtomicLong();
        Script flood = c -> {
            c.accept();
            int atOnce = Math.max(1, 16 * 1024 / size);
            for (int i = 0; i < count; i += atOnce) {
                Frame[] frames = new Frame[Math.min(atOnce, count - i)];
                for (int j = 0; j < frames.length; j++) {
                    frames[j] = Frame.binary(Numbered.message(0, i + j, size));
                }
                c.send(frames);
                sent.addAndGet((long) frames.length * size);
            }
            c.send(Frame.close(1000, "all sent"));
            c.awaitClose();
            c.fin();
        };
        SlowEndpoint endpoint = new SlowEndpoint();
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = tls ? ScriptedPeer.tls(flood) : ScriptedPeer.plain(flood)) {
            container.getProperties().put("adieu.ssl-context", LocalhostCertificate.trustingContext());
            long heapBefore = Resources.heap();
            long directBefore = Resources.direct();
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
            awaitRest(sent);
            assertThat(sent.get()).as("the peer was made to wait").isLessThan((long) size * count);
            assertThat(Resources.heap() - heapBefore).as("heap for what waits").isLessThan(16 * MEBIBYTE);
            assertThat(Resources.direct() - directBefore)
                    .as("direct memory for what waits")
                    .isLessThan(16 * MEBIBYTE);

            endpoint.go.countDown();
            assertThat(session.closed()
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS)
                            .wasClean())
                    .isTrue();
            assertThat(endpoint.taken).hasValue(count);
            assertThat(endpoint.outOfOrder).hasValue(0);
        }
    }

    /** Waits until the peer can send no more. */
    private static void awaitRest(AtomicLong sent) {
        long[] last = {-1};
        int[] looks = {0};
        Eventually.holds(
                () -> {
                    long now = sent.get();
                    looks[0] = now == last[0] && now > 0 ? looks[0] + 1 : 0;
                    last[0] = now;
                    return looks[0] == 100;
                },
                () -> "the peer still sends");
    }
}
