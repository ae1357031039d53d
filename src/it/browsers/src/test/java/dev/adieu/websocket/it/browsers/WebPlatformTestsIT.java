package dev.adieu.websocket.it.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the page that lists the Web Platform Tests. */
class WebPlatformTestsIT {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Set<String> REASONS = Set.of("*language*", "*page*", "*interface*", "*removed*");

    private final List<String[]> lines = lines();

    /** Returns the cells of the lines of all tables, without the heads. */
    private static List<String[]> lines() {
        try (Stream<String> all = Files.lines(Path.of(System.getProperty("docs"), "web-platform-tests.md"))) {
            return all.filter(line -> line.startsWith("| `"))
                    .map(line -> line.split(" \\| |^\\| | \\|$"))
                    .map(cells -> List.of(cells).stream()
                            .filter(cell -> !cell.isEmpty())
                            .toArray(String[]::new))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void everyTestIsListedOnce() {
        List<String> names =
                lines.stream().flatMap(line -> quoted(line[0]).stream()).toList();
        assertThat(names).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @Test
    void everyTestHasRowsThatExistOrAReason() {
        Set<String> rows = Table.scenarios().stream().map(Scenario::id).collect(Collectors.toSet());
        assertThat(lines).allSatisfy(line -> {
            assertThat(line).hasSize(3);
            if (!REASONS.contains(line[2])) {
                assertThat(quoted(line[2])).isNotEmpty().isSubsetOf(rows);
            }
        });
    }
}
