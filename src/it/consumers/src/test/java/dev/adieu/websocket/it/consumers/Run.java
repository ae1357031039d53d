package dev.adieu.websocket.it.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that was run to its end: its exit code and all its output. */
record Run(int exitCode, String output) {

    /** Runs a tool of the JDK that runs this test. */
    static Run jdk(String tool, String... arguments) throws Exception {
        Path path = Path.of(System.getProperty("java.home"), "bin", tool);
        return of(path.toString(), arguments);
    }

    static Run of(String program, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("run", ".txt");
        try {
            Process process = new ProcessBuilder(command(program, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(10, TimeUnit.MINUTES)) {
                    throw new AssertionError(program + " did not end: " + Files.readString(output));
                }
            } finally {
                process.destroyForcibly();
            }
            return new Run(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private static List<String> command(String program, String... arguments) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(program), List.of(arguments).stream())
                .toList();
    }
}
