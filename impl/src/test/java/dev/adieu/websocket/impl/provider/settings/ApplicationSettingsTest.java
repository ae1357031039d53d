package dev.adieu.websocket.impl.provider.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.provider.AdieuContainer;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in the archive of an application. */
class ApplicationSettingsTest {

    private static final URI NOWHERE = URI.create("ws://localhost:1/");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    @AfterEach
    void leave() {
        Thread.currentThread().setContextClassLoader(before);
    }

    /** Makes the calling thread one of an application with these settings. */
    private ClassLoader inApplicationWith(String settings) throws IOException {
        Path archive = folder.resolve(UUID.randomUUID().toString());
        Files.createDirectories(archive.resolve("META-INF"));
        Files.writeString(archive.resolve(ApplicationSettings.FILE), settings);
        ClassLoader loader = new URLClassLoader(new URL[] {archive.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(loader);
        return loader;
    }

    @Test
    void eachApplicationHasItsOwn() throws IOException {
        ClassLoader first = inApplicationWith("adieu.rules=rfc6455");
        assertThat(ApplicationSettings.current()).containsOnly(Map.entry("adieu.rules", "rfc6455"));
        inApplicationWith("adieu.compression = true  ");
        assertThat(ApplicationSettings.current()).containsOnly(Map.entry("adieu.compression", "true"));
        Thread.currentThread().setContextClassLoader(first);
        assertThat(ApplicationSettings.current()).containsKey("adieu.rules");
        Thread.currentThread().setContextClassLoader(before);
        assertThat(ApplicationSettings.current()).isEmpty();
    }

    @Test
    void theyAreReadWhenAConnectionIsAttempted() throws IOException {
        inApplicationWith("adieu.rules=chrome");
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertThatThrownBy(() -> container.connect(new RecordingEndpoint(), null, NOWHERE))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageStartingWith(
                            "the value of \"adieu.rules\" in META-INF/adieu.properties is not allowed: chrome; it must be ");
        }
    }

    @Test
    void aNameThatDoesNotExistIsAnError() throws IOException {
        inApplicationWith("adieu.rule=browser");
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertThatThrownBy(() -> container.connect(new RecordingEndpoint(), null, NOWHERE))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageStartingWith("unknown setting \"adieu.rule\" in META-INF/adieu.properties");
        }
    }

    @Test
    void anApplicationMayDecline() throws IOException {
        inApplicationWith("adieu.enabled=false");
        // There is no other provider here that Jakarta WebSocket could go on to.
        assertThatThrownBy(ContainerProvider::getWebSocketContainer)
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("implementation");
        assertThat(BrowserWebSocketContainer.create())
                .as("who asks for Adieu by name gets it")
                .isNotNull();
        inApplicationWith("adieu.enabled=true");
        assertThat(ContainerProvider.getWebSocketContainer()).isInstanceOf(AdieuContainer.class);
    }

    @Test
    void whoDeclinesUnclearlyIsTold() throws IOException {
        inApplicationWith("adieu.enabled=no");
        assertThatThrownBy(ContainerProvider::getWebSocketContainer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the value of \"adieu.enabled\" in META-INF/adieu.properties is not allowed: no; it must be \"true\" or \"false\" (it is neither)");
    }

    @Test
    void theyKeepNoClassLoader() throws IOException {
        WeakReference<ClassLoader> loader = new WeakReference<>(inApplicationWith("adieu.rules=browser"));
        assertThat(ApplicationSettings.current()).isNotEmpty();
        leave();
        Eventually.holds(
                () -> {
                    System.gc();
                    return loader.get() == null;
                },
                () -> "the class loader is still there");
    }
}
