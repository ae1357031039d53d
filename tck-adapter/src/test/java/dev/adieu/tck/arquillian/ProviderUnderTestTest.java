package dev.adieu.tck.arquillian;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderUnderTestTest {

    private static final String SERVICE = "META-INF/services/" + ContainerProvider.class.getName();

    @TempDir
    private Path directory;

    @AfterEach
    void seeTheClassPathAgain() {
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }

    @Test
    void adieuOnTheClassPathIsAccepted() {
        assertThatCode(() -> ProviderUnderTest.prove(Packaging.CLASS_PATH)).doesNotThrowAnyException();
    }

    @Test
    void anotherProviderIsRefused() throws Exception {
        see(Other.class.getName());

        assertThatThrownBy(() -> ProviderUnderTest.prove(Packaging.CLASS_PATH)).hasMessageContaining("is not Adieu");
    }

    @Test
    void aSecondProviderIsRefused() throws Exception {
        see(Other.class.getName(), adieu());

        assertThatThrownBy(() -> ProviderUnderTest.prove(Packaging.CLASS_PATH))
                .hasMessageContaining("one WebSocket provider")
                .hasMessageContaining(Other.class.getName());
    }

    @Test
    void noProviderIsRefused() throws Exception {
        see();

        assertThatThrownBy(() -> ProviderUnderTest.prove(Packaging.CLASS_PATH))
                .hasMessageContaining("one WebSocket provider");
    }

    @Test
    void adieuInAnotherPackagingIsRefused() {
        assertThatThrownBy(() -> ProviderUnderTest.prove(Packaging.MODULE_PATH))
                .hasMessageContaining("CLASS_PATH and not MODULE_PATH");
        assertThatThrownBy(() -> ProviderUnderTest.prove(Packaging.BUNDLE))
                .hasMessageContaining("CLASS_PATH and not BUNDLE");
    }

    private static String adieu() {
        return ServiceLoader.load(ContainerProvider.class).stream()
                .findFirst()
                .orElseThrow()
                .type()
                .getName();
    }

    /** Makes exactly these providers visible. */
    private void see(String... providers) throws IOException {
        URL list = Files.write(directory.resolve("providers"), List.of(providers))
                .toUri()
                .toURL();
        Thread.currentThread().setContextClassLoader(new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals(SERVICE) ? Collections.enumeration(List.of(list)) : super.getResources(name);
            }
        });
    }

    /** Stands for any provider but Adieu. */
    public static final class Other extends ContainerProvider {

        @Override
        protected WebSocketContainer getContainer() {
            return (WebSocketContainer) Proxy.newProxyInstance(
                    Other.class.getClassLoader(),
                    new Class<?>[] {WebSocketContainer.class},
                    (proxy, method, arguments) -> null);
        }
    }
}
