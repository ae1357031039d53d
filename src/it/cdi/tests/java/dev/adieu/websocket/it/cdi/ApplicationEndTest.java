package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.it.cdi.App.Discovery;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationEndTest {

    private static final int SESSIONS = Integer.getInteger("test.sessions", 100);
    private static final int SILENT = 10;
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(5);

    @ClientEndpoint
    public static class Plain {}

    private static List<String> providersThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("adieu-"))
                .toList();
    }

    private static long sockets() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(ApplicationEndTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (java.io.IOException closedMeanwhile) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationThatEndsClosesAllItsSessionsWithinOneClosingTimeoutAndLeavesNothing(Discovery discovery)
            throws Exception {
        long socketsBefore = sockets();
        try (ScriptedPeer answering = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ScriptedPeer silent = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer())) {
            List<BrowserSession> sessions = new ArrayList<>();
            try (App app = App.of(discovery, Journal.class)) {
                BrowserWebSocketContainer container = app.get(BrowserWebSocketContainer.class);
                container.getProperties().put("adieu.closing-timeout", CLOSING_TIMEOUT);
                for (int i = 0; i < SESSIONS; i++) {
                    sessions.add((BrowserSession) container.connectToServer(
                            Plain.class, (i % (SESSIONS / SILENT) == 0 ? silent : answering).uri()));
                }
                assertThat(silent.connections()).hasSize(SILENT);
                long begun = System.nanoTime();
                app.close();
                // One after the other, the silent peers would take ten closing timeouts.
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(CLOSING_TIMEOUT.multipliedBy(2));
            }
            List<CloseEvent> events = sessions.stream()
                    .map(session -> session.closed().toCompletableFuture().getNow(null))
                    .toList();
            assertThat(events).doesNotContainNull();
            assertThat(events.stream().filter(event -> event.code() == 1001 && event.wasClean()))
                    .hasSize(SESSIONS - SILENT);
            assertThat(events.stream().filter(event -> event.code() == 1006 && !event.wasClean()))
                    .hasSize(SILENT);
            Stream.of(answering, silent)
                    .flatMap(peer -> peer.connections().stream())
                    .forEach(connection ->
                            assertThat(connection.awaitClose().closeCode()).isEqualTo(1001));
            Eventually.holds(() -> providersThreads().isEmpty());
        }
        assertThat(sockets()).isLessThanOrEqualTo(socketsBefore);
    }

    @Test
    void theEndOfOneApplicationIsNothingToAnother() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                App staying = App.of(Journal.class)) {
            BrowserSession stays = (BrowserSession)
                    staying.get(BrowserWebSocketContainer.class).connectToServer(Plain.class, peer.uri());
            BrowserSession goes;
            try (App ending = App.of(Journal.class)) {
                goes = (BrowserSession)
                        ending.get(BrowserWebSocketContainer.class).connectToServer(Plain.class, peer.uri());
            }
            assertThat(goes.getReadyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(stays.getReadyState()).isEqualTo(ReadyState.OPEN);
            stays.getBasicRemote().sendText("still here");
            assertThat(peer.connection(0).awaitFrames(1).get(0).text()).isEqualTo("still here");
        }
    }

    @Test
    void sessionsOfAStandardContainerEndWithTheApplicationThatConnectedThem() throws Exception {
        BrowserSession session;
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            try (App app = App.of(Journal.class)) {
                session = (BrowserSession)
                        ContainerProvider.getWebSocketContainer().connectToServer(Plain.class, peer.uri());
            }
            assertThat(session.getReadyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void nothingConnectsOnceTheApplicationHasEnded() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                App app = App.of(Journal.class)) {
            BrowserWebSocketContainer container = app.get(BrowserWebSocketContainer.class);
            app.close();
            assertThatThrownBy(() -> container.connectToServer(Plain.class, peer.uri()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }
}
