package dev.adieu.websocket.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM that answers lines with lines. */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    ChildProcess(String classPath, List<String> options, File log, String mainClass, String... args)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(options);
        command.add(mainClass);
        command.addAll(List.of(args));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    String ask(String question, int seconds) throws IOException {
        questions.write(question + "\n");
        questions.flush();
        return answer(seconds);
    }

    String answer(int seconds) throws IOException {
        try {
            String line = CompletableFuture.supplyAsync(this::readLine).get(seconds, TimeUnit.SECONDS);
            if (line == null) {
                throw new IOException("the process ended");
            }
            return line;
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("no answer within " + seconds + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("the process cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
