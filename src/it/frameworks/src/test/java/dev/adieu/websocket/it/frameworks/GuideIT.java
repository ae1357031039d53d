package dev.adieu.websocket.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the guide are code of these tests. */
class GuideIT {

    private static final Path GUIDE = Path.of("../../docs/frameworks.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleOfTheGuideStandsInTheseTests() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(GUIDE))
                .results()
                .map(found -> withoutIndentation(found.group(1)))
                .toList();
        assertThat(examples).hasSize(5);
        String sources = sources();
        assertThat(examples).allSatisfy(example -> assertThat(sources).contains(example));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(withoutIndentation(Files.readString(file)));
            }
            return all.toString();
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(line -> line.strip() + '\n').collect(Collectors.joining());
    }
}
