package dev.adieu.websocket.impl.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message of a gibibyte is read as a stream, and never more than a little of it is in memory. */
@Tag("long")
@ExtendWith(NothingStaysBehind.class)
class StreamInLittleMemoryTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final long GIBIBYTE = 1L << 30;

    /** Reads a message, and looks at the memory in use now and then. */
    private static final class Reading extends Endpoint {

        private final long heapBefore = Resources.heap();
        private final List<Long> heap = Collections.synchronizedList(new ArrayList<>());
        private volatile long read;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(InputStream.class, (MessageHandler.Whole<InputStream>) this::read);
        }

        private void read(InputStream message) {
            byte[] piece = new byte[100_000];
            long next = 0;
            try {
                for (int count = message.read(piece); count >= 0; count = message.read(piece)) {
                    read += count;
                    if (read >= next) {
                        heap.add(Resources.heap() - heapBefore);
                        next += 128L * MEBIBYTE;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void sendGibibyte(PeerConnection c) throws IOException {
        Frame part = Frame.continuation(new byte[MEBIBYTE]).notFinal();
        c.send(Frame.binary(new byte[MEBIBYTE]).notFinal());
        for (int i = 1; i < GIBIBYTE / MEBIBYTE; i++) {
            c.send(part);
        }
        c.send(Frame.continuation(""));
    }

    @Test
    void aGibibytePassesThroughAFewMebibytes() throws Exception {
        Script script = c -> {
            c.accept();
            sendGibibyte(c);
            c.send(Frame.close(1000, "all sent"));
            c.awaitClose();
            c.fin();
        };
        Reading endpoint = new Reading();
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.plain(script)) {
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
            assertThat(session.closed()
                            .toCompletableFuture()
                            .get(300, TimeUnit.SECONDS)
                            .wasClean())
                    .isTrue();
            assertThat(endpoint.read).isEqualTo(GIBIBYTE);
            assertThat(endpoint.heap).hasSizeGreaterThanOrEqualTo(8).allMatch(used -> used < 32 * MEBIBYTE);
        }
    }
}
