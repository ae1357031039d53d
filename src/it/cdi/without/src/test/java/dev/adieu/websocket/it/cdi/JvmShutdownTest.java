package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java virtual machine of its own, without CDI. */
class JvmShutdownTest {

    @TempDir
    private Path directory;

    private Process leaving(Path loadedClasses, List<String> servers) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loadedClasses,
                "-Dadieu.closing-timeout=PT5S",
                "-cp",
                System.getProperty("java.class.path"),
                Leaving.class.getName()));
        command.addAll(servers);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    @Test
    void whoeverIsConnectedWhenTheJvmShutsDownGets1001AndOneClosingTimeoutIsEnoughForAll() throws Exception {
        Path loadedClasses = directory.resolve("classes");
        try (ScriptedPeer answering = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ScriptedPeer silent = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer())) {
            List<String> servers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                servers.add((i < 8 ? answering : silent).uri().toString());
            }
            Process process = leaving(loadedClasses, servers);
            // One after the other the silent two would take more than two timeouts.
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(directory.resolve("output")))
                    .isZero();
            List<PeerConnection> connections = new ArrayList<>(answering.connections());
            connections.addAll(silent.connections());
            assertThat(connections)
                    .hasSize(10)
                    .allSatisfy(connection ->
                            assertThat(connection.awaitClose().closeCode()).isEqualTo(1001));
            long closes = connections.stream()
                            .mapToLong(connection -> connection.awaitClose().nanos())
                            .max()
                            .orElseThrow()
                    - connections.stream()
                            .mapToLong(connection -> connection.awaitClose().nanos())
                            .min()
                            .orElseThrow();
            assertThat(closes)
                    .as("nanoseconds between the first Close and the last")
                    .isLessThan(TimeUnit.SECONDS.toNanos(4));
        }
        assertThat(Files.readString(loadedClasses))
                .contains("dev.adieu.websocket.impl.provider.AdieuContainer")
                .doesNotContain("dev.adieu.websocket.impl.cdi")
                .doesNotContain("jakarta.enterprise");
    }
}
