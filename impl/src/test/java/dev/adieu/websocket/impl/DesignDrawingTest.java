package dev.adieu.websocket.impl;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the table of packages in {@code src/docs/design.md} with what the classes import. */
class DesignDrawingTest {

    private static final String IMPL = "dev.adieu.websocket.impl.";
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

    @Test
    void theTableOfPackagesIsTrueOfTheImports() throws IOException {
        Map<String, TreeSet<String>> drawn = drawn();
        Map<String, TreeSet<String>> imports = imports();
        assertThat(drawn).isEqualTo(imports);
    }

    private static Map<String, TreeSet<String>> drawn() throws IOException {
        Map<String, TreeSet<String>> drawn = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../src/docs/design.md"))) {
            String[] cells = line.split("\\|");
            Matcher name = cells.length == 4 ? NAME.matcher(cells[1].strip()) : NAME.matcher("");
            if (name.matches()) {
                drawn.put(
                        name.group(1),
                        NAME.matcher(cells[3])
                                .results()
                                .map(result -> result.group(1))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return drawn;
    }

    private static Map<String, TreeSet<String>> imports() {
        Map<String, TreeSet<String>> imports = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.adieu.websocket.impl")) {
            if (type.getPackageName().startsWith(IMPL)) {
                TreeSet<String> imported = imports.computeIfAbsent(room(type), name -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().startsWith(IMPL))
                        .map(DesignDrawingTest::room)
                        .filter(target -> !target.equals(room(type)))
                        .forEach(imported::add);
            }
        }
        return imports;
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(IMPL.length());
    }
}
