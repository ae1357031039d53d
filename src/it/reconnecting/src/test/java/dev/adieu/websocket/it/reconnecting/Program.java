package dev.adieu.websocket.it.reconnecting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own. */
final class Program implements AutoCloseable {

    private static final int SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Program(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread reader = new Thread(this::read, "output of " + main.getSimpleName());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(lines::add);
        } catch (IOException ended) {
            lines.add("the output ended: " + ended);
        }
    }

    /** Returns the next line of its output, and waits for it. */
    String next() throws InterruptedException {
        String line = lines.poll(SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("the program said nothing for " + SECONDS + " s; it "
                    + (process.isAlive() ? "runs" : "ended with " + process.exitValue()));
        }
        return line;
    }

    /** Writes a line to its input. */
    void say(String line) throws IOException {
        Writer in = process.outputWriter();
        in.write(line + '\n');
        in.flush();
    }

    /** Stops all its threads, as a computer that goes to sleep does. */
    void sleep() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on. */
    void wake() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill " + signal + " ended with " + exit);
        }
    }

    /** Kills it, so that it says no word to its peers; the operating system resets or ends its TCP connections. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
