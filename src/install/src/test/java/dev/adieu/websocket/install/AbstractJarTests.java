package dev.adieu.websocket.install;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ContainerProvider;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks what is in a self-contained jar, and what must not be. */
abstract class AbstractJarTests {

    private static final String OURS = "dev/adieu/websocket/";
    private static final String SERVICES = "META-INF/services/";

    /** Entries of the original jars that are left out or renamed. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "module-info\\.class|META-INF/(versions/.*|maven/.*|native-image/.*|MANIFEST\\.MF|INDEX\\.LIST"
                    + "|io\\.netty\\.versions\\.properties|LICENSE\\.md|NOTICE\\.md|services/jakarta\\.enterprise\\.inject\\.build\\..*)|io/netty/.*package-info\\.class");

    private static final Pattern WITH_SERVICES_OF_ITS_OWN = Pattern.compile(".*/(tyrus|netty)-[^/]*\\.jar");

    private static final String BUILD_COMPATIBLE =
            SERVICES + "jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension";

    private final String artifact;
    private final Archive jar;

    AbstractJarTests(String artifact) {
        this.artifact = artifact;
        jar = Archive.jar(artifact);
    }

    @Test
    void itHasNothingButClassesOfOursItsServiceFilesAndItsLicences() {
        assertThat(jar.names())
                .filteredOn(name -> !name.startsWith(OURS) && !name.equals(BUILD_COMPATIBLE))
                .containsExactlyInAnyOrder(
                        "module-info.class",
                        "META-INF/MANIFEST.MF",
                        "META-INF/maven/dev.adieu/" + artifact + "/pom.properties",
                        "META-INF/maven/dev.adieu/" + artifact + "/pom.xml",
                        "META-INF/LICENSE",
                        "META-INF/LICENSE-tyrus.md",
                        "META-INF/LICENSE-netty-parts",
                        "META-INF/NOTICE",
                        "META-INF/NOTICE-tyrus.md",
                        SERVICES + "jakarta.websocket.ContainerProvider",
                        SERVICES + "dev.adieu.websocket.BrowserWebSocketContainer$Factory",
                        SERVICES + "jakarta.servlet.ServletContainerInitializer",
                        SERVICES + "jakarta.enterprise.inject.spi.Extension");
    }

    /** In a server, Weld would keep the classes of the application that was deployed last because of it. */
    @Test
    void onlyTheJarForJavaSeHasTheBuildCompatibleExtensionOfCdi() {
        assertThat(jar.names().contains(BUILD_COMPATIBLE)).isEqualTo(artifact.equals("adieu"));
    }

    @Test
    void itIsAModuleThatExportsTheApiAndProvidesTheContainer() {
        ModuleDescriptor module = ModuleFinder.of(Archive.path(artifact))
                .find("dev.adieu.websocket")
                .orElseThrow()
                .descriptor();
        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.adieu.websocket");
        assertThat(module.provides())
                .extracting(ModuleDescriptor.Provides::service)
                .contains(ContainerProvider.class.getName());
        assertThat(module.requires())
                .filteredOn(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder(
                        "java.base",
                        "java.logging",
                        "jdk.unsupported",
                        "jakarta.websocket",
                        "jakarta.websocket.client");
    }

    @Test
    void itIsAnOsgiBundleThatExportsTheApiAndOffersTheProviderToServiceLoader() {
        Attributes manifest = jar.manifest();
        assertThat(manifest.getValue("Export-Package"))
                .startsWith("dev.adieu.websocket;")
                .doesNotContain(",");
        assertThat(manifest.getValue("Provide-Capability"))
                .contains("osgi.serviceloader=\"jakarta.websocket.ContainerProvider\"");
        assertThat(manifest.getValue("Require-Capability")).contains("osgi.serviceloader.registrar");
    }

    @Test
    void itHasNoNativeCode() {
        assertThat(jar.names())
                .filteredOn(name -> name.startsWith(OURS))
                .allMatch(name -> name.matches(".*\\.(class|properties)"));
    }

    @Test
    void aServiceFileNamesAClassThatIsThere() {
        assertThat(jar.names())
                .filteredOn(name -> name.startsWith(SERVICES))
                .hasSizeBetween(4, 5)
                .allSatisfy(name -> assertThat(jar.text(name).lines())
                        .singleElement()
                        .satisfies(
                                provider -> assertThat(jar.names()).contains(provider.replace('.', '/') + ".class")));
    }

    @Test
    void noClassRefersToTyrusOrNettyByTheirOwnNames() {
        Pattern own = Pattern.compile("org/glassfish/tyrus/|io/netty/");
        assertThat(jar.files().entrySet().stream()
                        .filter(file -> own.matcher(new String(file.getValue(), StandardCharsets.ISO_8859_1))
                                .find())
                        .map(Map.Entry::getKey))
                .isEmpty();
    }

    @Test
    void nothingOfItsPartsIsLostThatIsNotLeftOutOnPurpose() {
        List<Path> parts = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.matches(".*/(adieu-(api|impl)|tyrus-(client|core|spi)|netty)-[^/]*\\.jar"))
                .map(Path::of)
                .toList();
        assertThat(parts).hasSizeGreaterThan(10);
        Set<String> missing = new TreeSet<>();
        for (Path part : parts) {
            boolean withServices =
                    !WITH_SERVICES_OF_ITS_OWN.matcher(part.toString()).matches();
            Archive.of(part).names().stream()
                    .filter(name -> !LEFT_OUT.matcher(name).matches() && (withServices || !name.startsWith(SERVICES)))
                    .map(name -> name.replaceFirst("^org/glassfish/tyrus/", OURS + "bundled/tyrus/")
                            .replaceFirst("^io/netty/", OURS + "bundled/netty/"))
                    .filter(name -> !jar.names().contains(name))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theLicencesAreWhole() throws IOException {
        assertThat(jar.text("META-INF/LICENSE"))
                .isEqualTo(Files.readString(Path.of(System.getProperty("licence"))))
                .contains("Apache License");
        assertThat(jar.text("META-INF/LICENSE-tyrus.md"))
                .isEqualTo(ofTyrus("META-INF/LICENSE.md"))
                .contains(
                        "Eclipse Public License - v 2.0",
                        "GNU General Public License (GPL) Version 2",
                        "CLASSPATH EXCEPTION");
        assertThat(jar.text("META-INF/NOTICE-tyrus.md"))
                .isEqualTo(ofTyrus("META-INF/NOTICE.md"))
                .contains("Notices for Eclipse Tyrus");
    }

    /** Returns the same in all of its jars. */
    private static String ofTyrus(String name) {
        Set<String> texts = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.matches(".*/tyrus-[^/]*\\.jar"))
                .map(path -> Archive.of(Path.of(path)).text(name))
                .collect(Collectors.toSet());
        assertThat(texts).hasSize(1);
        return texts.iterator().next();
    }

    @Test
    void theNoticeNamesWhoseCodeIsInItAndWhereItsLicenceIs() {
        String notice = jar.text("META-INF/NOTICE");
        assertThat(notice).contains("Eclipse Tyrus", "The Netty Project", "https://github.com/eclipse-ee4j/tyrus");
        assertThat(Pattern.compile("META-INF/[A-Za-z.-]*[A-Za-z]")
                        .matcher(notice)
                        .results()
                        .map(found -> found.group())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "META-INF/LICENSE",
                        "META-INF/LICENSE-tyrus.md",
                        "META-INF/NOTICE-tyrus.md",
                        "META-INF/LICENSE-netty-parts")
                .allSatisfy(name -> assertThat(jar.names()).contains(name));
        List<String> holders = Pattern.compile("Copyright [0-9-]+ (.*); (?:MIT|BSD) licence")
                .matcher(notice)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(holders)
                .hasSize(6)
                .allSatisfy(holder ->
                        assertThat(jar.text("META-INF/LICENSE-netty-parts")).contains(holder));
    }

    @Test
    void withTheApiAloneItIsTheProvider() throws Exception {
        URL[] jars = {
            Archive.path(artifact).toUri().toURL(),
            ContainerProvider.class.getProtectionDomain().getCodeSource().getLocation()
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader server = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(server);
            Object container = server.loadClass("jakarta.websocket.ContainerProvider")
                    .getMethod("getWebSocketContainer")
                    .invoke(null);
            assertThat(container
                            .getClass()
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation())
                    .isEqualTo(jars[0]);
            assertThat(server.loadClass("jakarta.websocket.WebSocketContainer")).isAssignableFrom(container.getClass());
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
