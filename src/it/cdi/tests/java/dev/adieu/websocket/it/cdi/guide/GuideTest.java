package dev.adieu.websocket.it.cdi.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles and runs the examples of the guide to close codes. */
class GuideTest {

    @ClientEndpoint
    public static class Feed {}

    private static String read(String path) throws IOException {
        return Files.readString(Path.of("..", "..", "..", "..").resolve(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Maintenance", "MaintenanceCloseCodes"})
    void theGuideShowsTheClassAsItIs(String name) throws IOException {
        String source = read("src/it/cdi/tests/java/dev/adieu/websocket/it/cdi/guide/" + name + ".java");
        String shown = source.substring(source.indexOf("import "));
        assertThat(read("src/docs/close-codes.md")).contains("```java\n" + shown + "```");
    }

    @Test
    void theServerSeesTheCodeThatTheExampleChooses() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            try (SeContainer application = SeContainerInitializer.newInstance()
                    .addBeanClasses(Maintenance.class, MaintenanceCloseCodes.class)
                    .initialize()) {
                WebSocketContainer container =
                        application.select(WebSocketContainer.class).get();
                container.connectToServer(Feed.class, peer.uri()).close();
                container.connectToServer(Feed.class, peer.uri());
                application.select(Maintenance.class).get().beginsAt(Instant.parse("2026-01-01T00:00:00Z"));
            }
            assertThat(peer.connection(0).awaitClose().closeCode()).isEqualTo(1000);
            ClientFrame leaving = peer.connection(1).awaitClose();
            assertThat(leaving.closeCode()).isEqualTo(4001);
            assertThat(leaving.closeReason()).isEqualTo("maintenance from 2026-01-01T00:00:00Z");
        }
    }
}
