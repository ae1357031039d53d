package dev.adieu.websocket.it.browsers.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** An X display in memory (Xvfb). It ends with this JVM, however that ends. */
public final class Display implements AutoCloseable {

    static final String SERVER = "/usr/bin/Xvfb";

    /** Ends the server when its input ends: when it is closed, or when the process that holds it is gone. */
    private static final String UNTIL_INPUT_ENDS = "\"$@\" & server=$!; cat; kill $server; wait $server";

    private final Process shell;
    private final String number;

    /** Starts it and waits until it takes connections. */
    public Display() {
        try {
            shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            UNTIL_INPUT_ENDS,
                            "sh",
                            SERVER,
                            "-displayfd",
                            "1",
                            "-screen",
                            "0",
                            "1600x1200x24")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output = shell.inputReader(StandardCharsets.US_ASCII);
            number = output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (number == null) {
            throw new IllegalStateException(SERVER + " ended before it said which display it serves");
        }
    }

    /** Returns the value of the environment variable {@code DISPLAY} for its clients. */
    public String name() {
        return ":" + number.strip();
    }

    /** Returns the server's process. */
    public ProcessHandle server() {
        return shell.children()
                .filter(child -> child.info().command().filter(SERVER::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                server().destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
