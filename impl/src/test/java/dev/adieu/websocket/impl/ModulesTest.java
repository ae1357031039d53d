package dev.adieu.websocket.impl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import io.netty.channel.Channel;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.tyrus.core.AnnotatedEndpoint;
import org.junit.jupiter.api.Test;

/** The tests run twice: on the class path, and on the module path with the system property {@code test.module-path}. */
class ModulesTest {

    private static final boolean ON_MODULE_PATH = Boolean.getBoolean("test.module-path");

    private static String moduleOf(Class<?> type) {
        return type.getModule().getName();
    }

    @Test
    void onTheModulePathTheProviderAndAllThatItNeedsAreNamedModules() {
        Stream<Class<?>> types = Stream.of(
                Closing.class,
                WebSocketConnection.class,
                BrowserSession.class,
                Session.class,
                AnnotatedEndpoint.class,
                Channel.class);
        String[] names = {
            "dev.adieu.websocket.impl",
            "dev.adieu.websocket.impl",
            "dev.adieu.websocket",
            "jakarta.websocket.client",
            "org.glassfish.tyrus.core",
            "io.netty.transport"
        };
        assertThat(types.map(ModulesTest::moduleOf)).containsExactly(ON_MODULE_PATH ? names : new String[names.length]);
    }

    @Test
    void theProviderIsResolvedWithoutCdi() {
        String separator = System.getProperty("path.separator");
        Path[] withoutCdi = Stream.of(
                        System.getProperty("java.class.path"),
                        System.getProperty("jdk.module.path", ""),
                        Path.of("target", "classes").toString())
                .flatMap(paths -> Stream.of(paths.split(separator)))
                .filter(path -> path.endsWith("classes") && !path.endsWith("test-classes")
                        || path.matches(".*(adieu|websocket|tyrus|netty)-[^/\\\\]*\\.jar"))
                .map(Path::of)
                .toArray(Path[]::new);
        Configuration resolved = ModuleLayer.empty()
                .configuration()
                .resolve(ModuleFinder.of(withoutCdi), ModuleFinder.ofSystem(), Set.of("dev.adieu.websocket.impl"));

        assertThat(resolved.modules())
                .extracting(ResolvedModule::name)
                .contains("dev.adieu.websocket.impl", "jakarta.websocket.client")
                .doesNotContain("jakarta.cdi");
    }

    @Test
    void noPackageOfTheProviderIsExported() {
        Module module = Closing.class.getModule();
        Module stranger = Channel.class.getModule();
        assertThat(module.getPackages().stream().filter(name -> name.startsWith("dev.adieu.websocket.impl")))
                .isNotEmpty()
                .allMatch(name -> module.isExported(name, stranger) != ON_MODULE_PATH);
    }

    /** As a modular application opens its own; the list is in the configuration of the tests' second run. */
    @Test
    void everyPackageWithTestsIsOpenToTyrusAndToJUnit() throws Exception {
        Module module = ModulesTest.class.getModule();
        Path tests = Path.of(ModulesTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(ON_MODULE_PATH ? Path.of("target", "test-classes") : tests)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class"))
                            .map(Path::getParent)
                            .distinct()
                            .map(folder -> folder.toString()
                                    .substring(folder.toString().indexOf("dev" + File.separator + "adieu"))
                                    .replace(File.separatorChar, '.')))
                    .isNotEmpty()
                    .allMatch(name -> module.isOpen(name, AnnotatedEndpoint.class.getModule())
                            && module.isOpen(name, Test.class.getModule()));
        }
    }

    @Test
    void theContainerIsFoundByItsService() {
        assertThat(ContainerProvider.getWebSocketContainer().getClass().getModule())
                .isSameAs(Closing.class.getModule());
    }
}
