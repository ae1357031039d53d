package dev.adieu.websocket.impl.provider.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsInReadmeTest {

    @ParameterizedTest
    @EnumSource
    void everySettingHasARowInTheReadme(Setting setting) throws IOException {
        assertThat(Files.readString(Path.of("../README.md"))).contains("\n| `" + setting.key + "` |");
    }
}
