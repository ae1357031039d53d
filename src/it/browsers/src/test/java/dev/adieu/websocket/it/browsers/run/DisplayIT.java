package dev.adieu.websocket.it.browsers.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DisplayIT {

    @Test
    void aDisplayEndsWhenItIsClosed() throws Exception {
        ProcessHandle server;
        try (Display display = new Display()) {
            server = display.server();
            assertThat(server.isAlive()).isTrue();
        }
        server.onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aDisplayEndsWhenItsJvmIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = jvm.inputReader(StandardCharsets.US_ASCII)) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(server.isAlive()).isTrue();
            jvm.destroyForcibly();
            server.onExit().get(10, TimeUnit.SECONDS);
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** A JVM that holds a display until it is killed, or until the test is. */
    static final class Holder {

        public static void main(String[] arguments) throws IOException {
            Display display = new Display();
            System.out.println(display.server().pid());
            System.in.read();
            display.close();
        }
    }
}
