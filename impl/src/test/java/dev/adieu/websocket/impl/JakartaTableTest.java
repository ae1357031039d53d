package dev.adieu.websocket.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private static final Map<String, List<String>> CLASSES = classes();
    private static final Set<String> KINDS = Set.of("Test", "ParameterizedTest", "TestFactory", "RepeatedTest");

    private static final String HEAD = """
            # Jakarta WebSocket, sentence by sentence

            What Jakarta WebSocket 2.2 asks of a client, in the specification and in its Javadoc, with the tests that prove it, or the reason why it is not kept. A number is a section of the
            specification; with a hyphen, it is a requirement that the specification numbers in that section. A name is a type or member of `jakarta.websocket`. The [TCK](tck.md) tests more
            of it. This page is generated from `impl/src/test/resources/jakarta.txt`. The build fails if a test is missing, or a section, a requirement, or a public member of the API.
            """;

    /** One sentence. */
    private record Row(List<String> places, String sentence, String proof) {

        boolean isKept() {
            return !proof.startsWith("!");
        }

        Stream<String> tests() {
            return isKept() ? Stream.of(proof.split(", ")) : Stream.empty();
        }
    }

    /** Places that ask nothing of a client. */
    private record Outside(List<String> places, String reason) {}

    private static List<String> lines() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static String[] cells(String line, int count) {
        String[] cells = line.split(" \\| ", -1);
        assertThat(cells).as(line).hasSize(count).doesNotContain("");
        return cells;
    }

    private static Row row(String line) {
        String[] cells = cells(line, 3);
        return new Row(List.of(cells[0].split(", ")), cells[1], cells[2]);
    }

    private static Outside outside(String line) {
        String[] cells = cells(line.substring(2), 2);
        return new Outside(List.of(cells[0].split(", ")), cells[1]);
    }

    private static boolean isRow(String line) {
        return !line.startsWith("==") && !line.startsWith("~");
    }

    private static Stream<Row> rows() throws IOException {
        return lines().stream().filter(JakartaTableTest::isRow).map(JakartaTableTest::row);
    }

    private static Stream<Outside> outside() throws IOException {
        return lines().stream().filter(line -> line.startsWith("~")).map(JakartaTableTest::outside);
    }

    /** Returns the places that have a sentence or a reason why they have none. */
    private static Set<String> named() throws IOException {
        return Stream.concat(
                        rows().flatMap(row -> row.places().stream()), outside().flatMap(o -> o.places().stream()))
                .collect(Collectors.toSet());
    }

    @Test
    void everySectionAndEveryRequirementOfTheSpecificationIsHere() throws IOException {
        Set<String> named = named();
        assertThat(JakartaPlaces.requirements()).allMatch(named::contains);
        assertThat(JakartaPlaces.sections())
                .allMatch(section ->
                        named.stream().anyMatch(place -> place.equals(section) || place.startsWith(section + "-")));
    }

    @Test
    void everyTypeAndEveryMemberOfTheApiIsHere() throws IOException {
        Set<String> named = named();
        assertThat(JakartaPlaces.types())
                .allMatch(type -> named.stream().anyMatch(place -> place.equals(type) || place.startsWith(type + ".")));
        assertThat(JakartaPlaces.members()).allMatch(member -> named.contains(member) || named.contains(all(member)));
    }

    /** Returns the place that stands for all members of a type. */
    private static String all(String member) {
        return member.substring(0, member.lastIndexOf('.')) + ".*";
    }

    @Test
    void everyPlaceThatIsHereExists() throws IOException {
        Set<String> all = new HashSet<>(JakartaPlaces.sections());
        all.addAll(JakartaPlaces.requirements());
        all.addAll(JakartaPlaces.types());
        for (String member : JakartaPlaces.members()) {
            all.add(member);
            all.add(all(member));
        }
        assertThat(all).containsAll(named());
    }

    @Test
    void whatASentenceIsAboutIsNotOutside() throws IOException {
        Set<String> outside = outside().flatMap(o -> o.places().stream()).collect(Collectors.toSet());
        assertThat(rows().flatMap(row -> row.places().stream()).filter(place -> place.matches("[0-9.-]+")))
                .doesNotContainAnyElementsOf(outside);
        assertThat(rows().flatMap(row -> row.places().stream()).filter(place -> place.endsWith("*")))
                .isEmpty();
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

    private static boolean isInThisModule(String test) {
        String[] parts = test.split("\\.");
        return CLASSES.getOrDefault(parts[0], List.of()).stream().anyMatch(name -> isTest(name, parts[1]));
    }

    /** Returns the full names of the classes of this module's tests by their simple names. */
    private static Map<String, List<String>> classes() {
        try (Stream<Path> sources = Files.walk(TESTS)) {
            return sources.map(source -> TESTS.relativize(source).toString().replace(File.separatorChar, '.'))
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.groupingBy(name -> name.substring(name.lastIndexOf('.') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        String heading = "";
        for (String line : lines()) {
            if (line.startsWith("==")) {
                page.append("\n## ").append(line.substring(3)).append("\n\n");
                heading = line;
                continue;
            }
            if (!heading.isEmpty()) {
                page.append(
                        isRow(line)
                                ? "| place | sentence | kept: shown by, or why not |\n|---|---|---|\n"
                                : "| places | why |\n|---|---|\n");
                heading = "";
            }
            page.append(isRow(line) ? shown(row(line)) : shown(outside(line)));
        }
        return page.toString();
    }

    private static String shown(Outside outside) {
        return "| " + String.join(", ", outside.places()) + " | " + outside.reason() + " |\n";
    }

    private static String shown(Row row) {
        return "| " + String.join(", ", row.places()) + " | " + row.sentence() + " | " + proof(row) + " |\n";
    }

    private static String proof(Row row) {
        return row.isKept()
                ? row.tests()
                        .map(test ->
                                "`" + test.substring(test.lastIndexOf('/') + 1).replace(".java#", ".") + "`")
                        .collect(Collectors.joining(", "))
                : "**No.** " + row.proof().substring(2);
    }
}
