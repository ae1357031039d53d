package dev.adieu.websocket.it.proxies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program of this machine in the foreground, with a directory of its own below {@code target}. When it is closed, it
 * has ended, and so have the processes that it started.
 */
final class Daemon implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;
    private static final Duration BETWEEN_SIGNALS = Duration.ofSeconds(10);

    private final Path output;
    private final Process process;

    private Daemon(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Returns a directory for the files of a program that is about to be started. */
    static Path directory(String name) {
        try {
            Path work = Files.createDirectories(Path.of(System.getProperty("work")));
            return Files.createTempDirectory(work, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a free port of the loopback interface: none of the programs chooses one itself. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** Starts a program, and returns when it accepts connections. */
    static Daemon start(Path directory, int port, String... command) {
        Path output = directory.resolve("output");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Daemon daemon = new Daemon(output, process);
            try {
                Eventually.holds(() -> daemon.accepts(port), () -> command[0] + " does not listen:\n" + daemon);
            } catch (AssertionError e) {
                daemon.close();
                throw e;
            }
            return daemon;
        } catch (IOException e) {
            throw new AssertionError(
                    "\"" + command[0] + "\" cannot be started: install the package of that name (.ci/run does)", e);
        }
    }

    private boolean accepts(int port) {
        if (!process.isAlive()) {
            throw new AssertionError("it has ended with " + process.exitValue() + ":\n" + this);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Sends a signal that has it read its configuration again, and returns when new processes serve. A program that is
     * still starting may miss a signal, so it is sent again after a while.
     */
    void reload(String signal) {
        Set<Long> before = children();
        Eventually.holds(
                () -> {
                    send(signal);
                    return Eventually.within(BETWEEN_SIGNALS, () -> !before.containsAll(children()));
                },
                () -> "it does not start a new process:\n" + this);
    }

    /**
     * Sends a signal that has it read its configuration again, and returns when it has said so and accepts connections.
     */
    void reload(String signal, String says, int port) {
        int before = toString().split(says, -1).length;
        send(signal);
        Eventually.holds(
                () -> toString().split(says, -1).length > before && accepts(port),
                () -> "it does not read its configuration:\n" + this);
    }

    private void send(String signal) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill failed with " + status);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Set<Long> children() {
        return process.children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                throw new AssertionError("it does not end:\n" + this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Eventually.holds(
                () -> all.stream().noneMatch(ProcessHandle::isAlive), () -> "it leaves processes behind:\n" + this);
    }

    /** Returns what it has printed. */
    @Override
    public String toString() {
        try {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
