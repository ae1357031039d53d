package dev.adieu.tck.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A test of the TCK that must fail under a rule set.
 *
 * @param test the test of the TCK, {@code class#method}
 * @param instead our own test that asserts what happens instead, {@code class#method}
 * @param reason why
 */
public record Deviation(String test, String instead, String reason) {

    /**
     * Reads a list of deviations: one a line, three columns between bars, {@code #} before comments.
     *
     * @param file the list
     * @return the deviations in their order
     * @throws IOException if the file cannot be read
     */
    public static List<Deviation> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Deviation::parse)
                .toList();
    }

    private static Deviation parse(String line) {
        String[] columns = line.split("\\|");
        if (columns.length != 3) {
            throw new IllegalArgumentException("a deviation is \"test | our test | reason\", but this is: " + line);
        }
        return new Deviation(columns[0].strip(), columns[1].strip(), columns[2].strip());
    }
}
