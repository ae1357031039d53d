package dev.adieu.websocket.impl.provider.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.AdieuSettings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsInReadmeTest {

    private static final Path README = Path.of("../README.md");

    @Test
    void theTableInTheReadmeIsTheDeclarations() throws IOException {
        List<String> rows = Files.readAllLines(README).stream()
                .filter(line -> line.startsWith("| `" + Setting.PREFIX))
                .toList();
        assertThat(rows)
                .isEqualTo(Setting.all().stream().map(SettingsInReadmeTest::row).toList());
        assertThat(Files.readString(README)).contains("\n\\* A time is " + Durations.ALLOWED + ".\n");
    }

    private static String row(Setting<?> setting) {
        String allowed =
                setting.allowed().replace(Durations.ALLOWED, "a time\\*").replace('"', '`');
        return "| `" + setting.name() + "` | " + setting.meaning() + " | " + setting.defaultsTo() + " | " + allowed
                + " |";
    }

    @Test
    void theApiHasAConstantForEachDeclaration() {
        List<String> constants = Arrays.stream(AdieuSettings.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(SettingsInReadmeTest::value)
                .toList();
        assertThat(constants)
                .containsExactlyInAnyOrderElementsOf(
                        Setting.all().stream().map(Setting::name).toList());
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
