package dev.adieu.websocket.impl.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many connections, at the same time and one after the other: what they cost while they are there, and that they leave
 * nothing.
 */
@ExtendWith(NothingStaysBehind.class)
class ManyConnectionsTest {

    /** Event loops, and what a callback or two need at the moment. */
    private static final int FEW_THREADS = 8;

    private static final int MEBIBYTE = 1 << 20;

    /** Does what an application does at least. */
    public static class Idle extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {});
        }
    }

    private static List<BrowserSession> open(BrowserWebSocketContainer container, URI uri, int count) throws Exception {
        List<ConnectionAttempt> attempts = new ArrayList<>();
        List<BrowserSession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attempts.add(container.connect(new Idle(), null, uri));
            // Not more at once than a server takes.
            if (attempts.size() == 100 || i == count - 1) {
                for (ConnectionAttempt attempt : attempts) {
                    sessions.add(attempt.session().toCompletableFuture().get(20, TimeUnit.SECONDS));
                }
                attempts.clear();
            }
        }
        return sessions;
    }

    private static void closeAll(List<BrowserSession> sessions) throws Exception {
        sessions.forEach(BrowserSession::close);
        for (BrowserSession session : sessions) {
            CloseEvent event = Client.closed(session);
            assertThat(event.wasClean()).isTrue();
        }
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static void assertFewThreads() {
        Eventually.holds(() -> Resources.threads().size() <= FEW_THREADS, () -> "threads: " + Resources.threads());
    }

    private static void threadsDoNotGrow(int connections) throws Exception {
        try (PlainServer server = new PlainServer();
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            List<BrowserSession> sessions = open(container, server.uri(), connections);
            assertFewThreads();
            assertThat(sessions.get(0).getOpenSessions()).hasSize(connections);
            closeAll(sessions);
        }
    }

    @Test
    void threadsDoNotGrowWithHundredsOfConnections() throws Exception {
        threadsDoNotGrow(300);
    }

    @Test
    @Tag("long")
    void threadsDoNotGrowWithTwoThousandConnections() throws Exception {
        threadsDoNotGrow(2_000);
    }

    @Test
    @Tag("long")
    void theHeapOfAConnectionIsReported() throws Exception {
        int connections = 2_000;
        // The server elsewhere, so that its memory does not count.
        String classes = location(PlainServer.class) + File.pathSeparator + location(ScriptedPeer.class);
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        PlainServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            URI uri = URI.create(output.readLine());
            closeAll(open(container, uri, 100));
            long before = Resources.heap();
            List<BrowserSession> sessions = open(container, uri, connections);
            assertFewThreads();
            long each = (Resources.heap() - before) / connections;
            System.out.println("heap of an open, idle connection: " + each + " bytes (the aim is 12288 at most; "
                    + connections + " connections, " + Resources.threads().size() + " threads)");
            closeAll(sessions);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static void cyclesLeaveNothing(int cycles) throws Exception {
        try (PlainServer server = new PlainServer();
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            BrowserSession staying = open(container, server.uri(), 1).get(0);
            cycles(container, server, 200);
            long descriptors = Resources.descriptors();
            long direct = Resources.direct();

            cycles(container, server, cycles);
            Eventually.holds(
                    () -> Resources.descriptors() <= descriptors,
                    () -> descriptors + " descriptors became " + Resources.descriptors());
            assertFewThreads();
            assertThat(Resources.direct() - direct)
                    .as("growth of direct memory")
                    .isLessThan(MEBIBYTE);
            assertThat(staying.getOpenSessions()).containsExactly(staying);
            closeAll(List.of(staying));
        }
    }

    private static void cycles(BrowserWebSocketContainer container, PlainServer server, int cycles) throws Exception {
        for (int i = 0; i < cycles; i += 20) {
            closeAll(open(container, server.uri(), 20));
        }
    }

    @Test
    void aThousandConnectionsOpenedAndClosedLeaveNothing() throws Exception {
        cyclesLeaveNothing(1_000);
    }

    @Test
    @Tag("long")
    void tenThousandConnectionsOpenedAndClosedLeaveNothing() throws Exception {
        cyclesLeaveNothing(10_000);
    }
}
