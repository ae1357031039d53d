package dev.adieu.websocket.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Runs Adieu in Apache Felix; SPI Fly shows {@code ContainerProvider} the providers in other bundles. */
class OsgiIT {

    @TempDir
    private Path cache;

    /** Returns a bundle that has only {@link OsgiClient}. */
    private Path application() throws IOException {
        String entry = OsgiClient.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "application");
        attributes.putValue(Constants.IMPORT_PACKAGE, "jakarta.websocket");
        Path jar = cache.resolve("application.jar");
        try (InputStream bytes = OsgiClient.class.getResourceAsStream("/" + entry);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }

    @Test
    void containerProviderFindsItThroughSpiFlyAndABundleTalksToAServer() throws Exception {
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

            Bundle application =
                    felix.getBundleContext().installBundle(application().toUri().toString());
            application.start();
            try (ScriptedPeer peer =
                    ScriptedPeer.plain(Scripts.acceptAndAnswerClose(c -> c.send(Frame.text("hello"))))) {
                Object told = application
                        .loadClass(OsgiClient.class.getName())
                        .getMethod("talk", URI.class)
                        .invoke(null, peer.uri());
                assertThat(told).isEqualTo("hello 3000 done");
                assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(3000);
            }
        } finally {
            felix.stop();
            felix.waitForStop(10_000);
        }
    }
}
