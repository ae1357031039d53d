package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Java virtual machine of its own, without CDI. */
class JvmShutdownTest {

    @TempDir
    private Path directory;

    /** The longest time that counts as two seconds here. */
    private static final long TWO_SECONDS = TimeUnit.MILLISECONDS.toNanos(3500);

    private Process leaving(Path loadedClasses, String how, List<String> servers) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loadedClasses,
                "-cp",
                System.getProperty("java.class.path"),
                Leaving.class.getName(),
                how));
        command.addAll(servers);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    @Test
    void allPeersGet1001WithinTwoSecondsWhenTheJvmShutsDown() throws Exception {
        Path loadedClasses = directory.resolve("classes");
        try (ScriptedPeer answering = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ScriptedPeer silent = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer())) {
            List<String> servers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                servers.add((i < 8 ? answering : silent).uri().toString());
            }
            Process process = leaving(loadedClasses, "at once", servers);
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
                    .isLessThan(TWO_SECONDS);
            assertThat(silent.connections()).allSatisfy(JvmShutdownTest::assertThatItEndedInTime);
        }
        assertThat(Files.readString(loadedClasses))
                .contains("dev.adieu.websocket.impl.provider.AdieuContainer")
                .doesNotContain("dev.adieu.websocket.impl.cdi")
                .doesNotContain("jakarta.enterprise");
    }

    /** The closing timeout is 30 s. */
    private static void assertThatItEndedInTime(PeerConnection connection) {
        assertThat(connection.awaitClientEnd().nanos() - connection.awaitClose().nanos())
                .as("nanoseconds from the Close to the end of TCP")
                .isLessThan(TWO_SECONDS);
    }

    /** Returns a server that sends a message, and never answers a Close. */
    private static ScriptedPeer greeting() {
        return ScriptedPeer.plain(c -> c.accept(Frame.text("hello")));
    }

    @Test
    void aJvmThatExitsStopsWaitingForTheNextTryAtOnce() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1001, "later"))) {
            Process process = leaving(
                    directory.resolve("classes"),
                    "while it waits to connect again",
                    List.of(peer.uri().toString()));
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(directory.resolve("output")))
                    .isEqualTo(4);
            assertThat(Files.readString(directory.resolve("output"))).contains("stopped after 1001");
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @Test
    void aCallbackMayEndTheJvm() throws Exception {
        try (ScriptedPeer peer = greeting()) {
            Process process = leaving(
                    directory.resolve("classes"),
                    "in a callback",
                    List.of(peer.uri().toString()));
            PeerConnection connection = peer.connection();
            assertThat(connection.awaitFrame(1).text()).isEqualTo("last words");
            assertThat(connection.awaitClose().closeCode()).isEqualTo(1001);
            assertThatItEndedInTime(connection);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(directory.resolve("output")))
                    .isEqualTo(3);
        }
    }

    @Test
    void aCallbackThatBlocksDoesNotKeepTheJvmWhenItIsTerminated() throws Exception {
        try (ScriptedPeer peer = greeting()) {
            Process process = leaving(
                    directory.resolve("classes"),
                    "when told",
                    List.of(peer.uri().toString()));
            PeerConnection connection = peer.connection();
            assertThat(connection.awaitFrame(1).text()).isEqualTo("last words");
            process.destroy();
            assertThat(connection.awaitClose().closeCode()).isEqualTo(1001);
            assertThatItEndedInTime(connection);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExecutorThatRunsNothingKeepsNeitherTheJvmNorWhatWasAcceptedNorTheCloseFrames(boolean terminated)
            throws Exception {
        try (ScriptedPeer silent = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer())) {
            Process process = leaving(
                    directory.resolve("classes"),
                    (terminated ? "when told " : "") + "while its executor runs nothing",
                    Collections.nCopies(5, silent.uri().toString()));
            for (int i = 0; i < 5; i++) {
                assertThat(silent.connection(i).awaitFrame(1).text()).isEqualTo("last words");
            }
            if (terminated) {
                process.destroy();
            }
            for (int i = 0; i < 5; i++) {
                PeerConnection connection = silent.connection(i);
                assertThat(connection.awaitClose().closeCode()).isEqualTo(1001);
                assertThatItEndedInTime(connection);
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(directory.resolve("output")))
                    .isEqualTo(terminated ? 143 : 5);
        }
    }
}
