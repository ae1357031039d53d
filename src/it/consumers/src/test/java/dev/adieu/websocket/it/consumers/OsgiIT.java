package dev.adieu.websocket.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Starts Adieu in Apache Felix; SPI Fly shows {@code ContainerProvider} the providers in other bundles. */
class OsgiIT {

    @TempDir
    private Path cache;

    @Test
    void containerProviderFindsItThroughSpiFly() throws Exception {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        configuration.put("org.apache.aries.spifly.auto.consumers", "jakarta.websocket-client-api");
        Framework felix = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        felix.start();
        try {
            List<Bundle> bundles = new ArrayList<>();
            try (Stream<Path> jars = Files.list(Consumers.WORK.resolve("bundles"))) {
                for (Path jar : jars.sorted().toList()) {
                    bundles.add(
                            felix.getBundleContext().installBundle(jar.toUri().toString()));
                }
            }
            Bundle adieu = felix.getBundleContext()
                    .installBundle(Consumers.published("adieu").toUri().toString());
            // SPI Fly first: it weaves the API when that is loaded.
            for (String part : List.of("asm", "spifly", "websocket")) {
                for (Bundle bundle : bundles) {
                    if (bundle.getSymbolicName().contains(part)) {
                        bundle.start();
                    }
                }
            }
            adieu.start();

            Class<?> provider = adieu.loadClass("jakarta.websocket.ContainerProvider");
            Object found = provider.getMethod("getWebSocketContainer").invoke(null);
            Class<?> containers = adieu.loadClass("dev.adieu.websocket.BrowserWebSocketContainer");
            Object created = containers.getMethod("create").invoke(null);

            assertThat(found).isInstanceOf(containers).hasToString(created.toString());
            assertThat(found.toString()).startsWith("Adieu, loaded from ");
        } finally {
            felix.stop();
            felix.waitForStop(10_000);
        }
    }
}
