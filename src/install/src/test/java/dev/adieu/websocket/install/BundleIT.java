package dev.adieu.websocket.install;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ContainerProvider;
import java.io.File;
import java.io.IOException;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is in the one jar for application servers, and what must not be. */
class BundleIT {

    private static final String OURS = "dev/adieu/websocket/";
    private static final String SERVICES = "META-INF/services/";

    /** What jars have that is left out, or that stands under another name. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "module-info\\.class|META-INF/(versions/.*|maven/.*|native-image/.*|MANIFEST\\.MF|INDEX\\.LIST"
                    + "|io\\.netty\\.versions\\.properties|LICENSE\\.md|NOTICE\\.md|services/jakarta\\.enterprise\\.inject\\.build\\..*)|io/netty/.*package-info\\.class");

    private static final Pattern WITH_SERVICES_OF_ITS_OWN = Pattern.compile(".*/(tyrus|netty)-[^/]*\\.jar");

    private final Archive bundle = Archive.bundle();

    @Test
    void itHasNothingButClassesOfOursItsServiceFilesAndItsLicences() {
        assertThat(bundle.names())
                .filteredOn(name -> !name.startsWith(OURS))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
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

    @Test
    void itHasNoNativeCode() {
        assertThat(bundle.names())
                .filteredOn(name -> name.startsWith(OURS))
                .allMatch(name -> name.matches(".*\\.(class|properties)"));
    }

    @Test
    void aServiceFileNamesAClassThatIsThere() {
        assertThat(bundle.names())
                .filteredOn(name -> name.startsWith(SERVICES))
                .hasSize(4)
                .allSatisfy(name -> assertThat(bundle.text(name).lines())
                        .singleElement()
                        .satisfies(provider ->
                                assertThat(bundle.names()).contains(provider.replace('.', '/') + ".class")));
    }

    @Test
    void noClassRefersToTyrusOrNettyByTheirOwnNames() {
        Pattern own = Pattern.compile("org/glassfish/tyrus/|io/netty/");
        assertThat(bundle.files().entrySet().stream()
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
                    .filter(name -> !bundle.names().contains(name))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theLicencesAreWhole() throws IOException {
        assertThat(bundle.text("META-INF/LICENSE"))
                .isEqualTo(Files.readString(Path.of(System.getProperty("licence"))))
                .contains("Apache License");
        assertThat(bundle.text("META-INF/LICENSE-tyrus.md"))
                .isEqualTo(ofTyrus("META-INF/LICENSE.md"))
                .contains(
                        "Eclipse Public License - v 2.0",
                        "GNU General Public License (GPL) Version 2",
                        "CLASSPATH EXCEPTION");
        assertThat(bundle.text("META-INF/NOTICE-tyrus.md"))
                .isEqualTo(ofTyrus("META-INF/NOTICE.md"))
                .contains("Notices for Eclipse Tyrus");
    }

    /** The same in all of its jars. */
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
        String notice = bundle.text("META-INF/NOTICE");
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
                .allSatisfy(name -> assertThat(bundle.names()).contains(name));
        List<String> holders = Pattern.compile("Copyright [0-9-]+ (.*); (?:MIT|BSD) licence")
                .matcher(notice)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(holders)
                .hasSize(6)
                .allSatisfy(holder ->
                        assertThat(bundle.text("META-INF/LICENSE-netty-parts")).contains(holder));
    }

    @Test
    void withTheApiAloneItIsTheProvider() throws Exception {
        URL[] jars = {
            Path.of(System.getProperty("bundle")).toUri().toURL(),
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
