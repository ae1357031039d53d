package dev.adieu.websocket.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The sentences of Jakarta WebSocket, each with the tests that prove it or the reason why it is not kept. What is in
 * {@code jakarta.txt} becomes the page of the guide: run with {@code -Djakarta.record=true} to write it.
 */
class JakartaTableTest {

    private static final Path TABLE = Path.of("src/test/resources/jakarta.txt");
    private static final Path PAGE = Path.of("../src/docs/jakarta.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Set<String> KINDS = Set.of("Test", "ParameterizedTest", "TestFactory", "RepeatedTest");

    private static final String HEAD = """
            # Jakarta WebSocket, sentence by sentence

            What Jakarta WebSocket 2.2 asks of a client, in the specification (numbers are its sections) and in its Javadoc (names are its types), with the tests that prove it, or the reason
            why it is not kept. The [TCK](tck.md) tests more of it. This page is generated from `impl/src/test/resources/jakarta.txt`, and the build fails if a test is missing.
            """;

    /** One sentence. */
    private record Row(String place, String sentence, String proof) {

        boolean isKept() {
            return !proof.startsWith("!");
        }

        Stream<String> tests() {
            return isKept() ? Stream.of(proof.split(", ")) : Stream.empty();
        }
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static Row row(String line) {
        String[] cells = line.split(" \\| ", -1);
        assertThat(cells).as(line).hasSize(3).doesNotContain("");
        return new Row(cells[0], cells[1], cells[2]);
    }

    private static Stream<Row> rows() throws IOException {
        return lines().stream().filter(line -> !line.startsWith("==")).map(JakartaTableTest::row);
    }

    @Test
    void everySentenceHasATestThatExistsOrAReason() throws IOException {
        assertThat(rows().filter(row -> !row.isKept()).map(Row::proof)).allMatch(reason -> reason.length() > 20);
        assertThat(rows().flatMap(Row::tests).filter(test -> !exists(test))).isEmpty();
    }

    private static boolean exists(String test) {
        try {
            return test.contains("#") ? isInSource(test) : isInThisModule(test);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test of another module is looked for in its source. */
    private static boolean isInSource(String test) throws IOException {
        String[] parts = test.split("#");
        Path source = Path.of("..", parts[0]);
        return Files.exists(source) && Files.readString(source).contains("void " + parts[1] + "(");
    }

    private static boolean isInThisModule(String test) throws IOException {
        String[] parts = test.split("\\.");
        try (Stream<Path> sources = Files.walk(TESTS)) {
            return sources.filter(source -> source.endsWith(parts[0] + ".java"))
                    .map(source -> TESTS.relativize(source).toString())
                    .map(name -> name.substring(0, name.length() - ".java".length())
                            .replace(java.io.File.separatorChar, '.'))
                    .anyMatch(name -> isTest(name, parts[1]));
        }
    }

    private static boolean isTest(String className, String methodName) {
        try {
            return Arrays.stream(Class.forName(className).getDeclaredMethods())
                    .filter(method -> method.getName().equals(methodName))
                    .anyMatch(JakartaTableTest::isTest);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(
                        annotation -> KINDS.contains(annotation.annotationType().getSimpleName()));
    }

    @Test
    void thePageOfTheGuideIsCurrent() throws IOException {
        String page = page();
        if (Boolean.getBoolean("jakarta.record")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        long kept = rows().filter(Row::isKept).count();
        long all = rows().count();
        page.append("\nOf ")
                .append(all)
                .append(" sentences, ")
                .append(kept)
                .append(" are kept and ")
                .append(all - kept)
                .append(" are not.\n");
        for (String line : lines()) {
            if (line.startsWith("==")) {
                page.append("\n## ")
                        .append(line.substring(3))
                        .append("\n\n| place | sentence | kept: shown by, or why not |\n|---|---|---|\n");
            } else {
                Row row = row(line);
                page.append("| ")
                        .append(row.place())
                        .append(" | ")
                        .append(row.sentence())
                        .append(" | ")
                        .append(shown(row))
                        .append(" |\n");
            }
        }
        return page.toString();
    }

    private static String shown(Row row) {
        return row.isKept()
                ? row.tests()
                        .map(test ->
                                "`" + test.substring(test.lastIndexOf('/') + 1).replace(".java#", ".") + "`")
                        .collect(Collectors.joining(", "))
                : "**No.** " + row.proof().substring(2);
    }
}
