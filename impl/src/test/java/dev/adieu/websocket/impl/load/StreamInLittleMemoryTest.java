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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    private static final Script GIBIBYTE_THEN_CLOSE = c -> {
        c.accept();
        sendGibibyte(c);
        c.send(Frame.close(1000, "all sent"));
        c.awaitClose();
        c.fin();
    };

    @Test
    void aGibibytePassesThroughAFewMebibytes() throws Exception {
        Reading endpoint = new Reading();
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.plain(GIBIBYTE_THEN_CLOSE)) {
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

    /** A program that reads one message, and prints its length and whether the connection closed cleanly. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) throws Exception {
            Reading endpoint = new Reading();
            try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
                BrowserSession session =
                        (BrowserSession) container.connectToServer(endpoint, null, URI.create(args[0]));
                boolean clean = session.closed().toCompletableFuture().get().wasClean();
                System.out.println(endpoint.read + (clean ? " bytes, clean" : " bytes, not clean"));
            }
        }
    }

    @Test
    @Tag("class-path")
    void aGibibytePassesThroughAProgramWithAHeapOf64MiB() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(GIBIBYTE_THEN_CLOSE)) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Program.class.getName(),
                            peer.uri().toString())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
                assertThat(output.lines()).contains(GIBIBYTE + " bytes, clean");
            } finally {
                program.destroy();
                program.waitFor();
            }
        }
    }
}
