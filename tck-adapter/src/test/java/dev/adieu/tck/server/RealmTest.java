package dev.adieu.tck.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealmTest {

    /** Runs in a JVM of its own: looks for the API as the server would. */
    static final class Look {

        public static void main(String... server) throws Exception {
            System.out.println("client: "
                    + Class.forName("jakarta.websocket.Session").getModule().isNamed());
            try (Realm realm = new Realm(IsolatedServer.classes(Path.of(server[0])))) {
                System.out.println("server: "
                        + realm.loadClass("jakarta.websocket.Session")
                                .getModule()
                                .isNamed());
            }
        }
    }

    @Test
    void theServerHasItsOwnCopyOfTheApiAlsoIfTheClientsIsOnTheModulePath() throws Exception {
        Path api = Path.of(Session.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path ours = Path.of(
                Realm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path tests = Path.of(
                Look.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        api.toString(),
                        "--add-modules",
                        "jakarta.websocket.client",
                        "-cp",
                        ours + System.getProperty("path.separator") + tests,
                        Look.class.getName(),
                        System.getProperty("tck.server")))
                .redirectErrorStream(true)
                .start();

        assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly("client: true", "server: false");
    }
}
