package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.LogOf;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One line tells which client an application has. A class loader of its own loads the provider from the class path. */
@Tag("class-path")
class WhichClientTest {

    private static final Logger LOGGER = Logger.getLogger(AdieuContainer.class.getName());

    /** Loads the provider once more, as in an application that has created no container yet. */
    private static URLClassLoader anotherApplication() {
        URL[] all = Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(path -> path != null)
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
                .map(WhichClientTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(all, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    @Test
    void itIsLoggedOnceWithItsPlace() throws Exception {
        Level before = LOGGER.getLevel();
        LOGGER.setLevel(Level.FINE);
        try (URLClassLoader application = anotherApplication();
                LogOf log = LogOf.the(AdieuContainer.class)) {
            Class<?> container = application.loadClass(AdieuContainer.class.getName());
            String first = container.getConstructor().newInstance().toString();
            String second = container.getConstructor().newInstance().toString();
            assertThat(first).isEqualTo(second).startsWith("Adieu, loaded from file:");
            assertThat(log.records())
                    .singleElement()
                    .satisfies(logged -> assertThat(logged.getLevel()).isEqualTo(Level.FINE))
                    .satisfies(logged -> assertThat(String.valueOf(logged.getParameters()[0]))
                            .isEqualTo(first));
        } finally {
            LOGGER.setLevel(before);
        }
    }
}
