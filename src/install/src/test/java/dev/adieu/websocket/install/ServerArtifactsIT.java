package dev.adieu.websocket.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archives that users unpack into their servers. */
class ServerArtifactsIT {

    private static final String JAR = System.getProperty("jar.name");

    private final Archive bundle = Archive.jar("adieu-server");

    @ParameterizedTest
    @CsvSource({"wildfly.zip, modules/dev/adieu/websocket/main/", "tomcat.zip, adieu/", "jetty.zip, lib/adieu/"})
    void theBundleIsInItAsItIs(String artifact, String directory) {
        assertThat(Archive.artifact(artifact).within(directory + JAR).files())
                .hasSameSizeAs(bundle.files())
                .allSatisfy((name, bytes) ->
                        assertThat(bytes).isEqualTo(bundle.files().get(name)));
    }

    @Test
    void theJBossModuleHasTheJarThatItNames() {
        Archive zip = Archive.artifact("wildfly.zip");
        assertThat(zip.names())
                .containsExactlyInAnyOrder(
                        "modules/dev/adieu/websocket/main/module.xml", "modules/dev/adieu/websocket/main/" + JAR);
        assertThat(zip.text("modules/dev/adieu/websocket/main/module.xml"))
                .contains("name=\"dev.adieu.websocket\"", "path=\"" + JAR + '"');
    }

    @Test
    void nothingElseIsInTheDirectoryThatTomcatAddsToItsClassPath() {
        assertThat(Archive.artifact("tomcat.zip").names()).containsExactly("adieu/" + JAR);
    }

    @ParameterizedTest
    @CsvSource({"ee10", "ee11"})
    void theJettyModuleComesBeforeJettysOwnClientAndHasTheJarThatItNames(String environment) {
        assertThat(Archive.artifact("jetty.zip").text("modules/adieu-" + environment + ".mod"))
                .contains(
                        "[environment]\n" + environment,
                        "[before]\n" + environment + "-websocket-jakarta",
                        "[lib]\nlib/adieu/" + JAR + '\n');
    }

    @Test
    void theGlassFishFragmentHasTheBundleAndNeitherImportsNorExports() {
        Archive fragment = Archive.artifact("glassfish.jar");
        Attributes manifest = fragment.manifest();
        assertThat(manifest.getValue("Fragment-Host")).isEqualTo("GlassFish-Application-Common-Module");
        assertThat(manifest.getValue("Import-Package")).isNull();
        assertThat(manifest.getValue("Export-Package")).isNull();
        everythingOfTheBundleIsIn(fragment);
    }

    @Test
    void theLibertyFeatureHasTheBundleThatItNamesWithTheServicesThatItDeclares() {
        Archive zip = Archive.artifact("liberty.zip");
        assertThat(zip.names())
                .containsExactlyInAnyOrder(
                        "usr/extension/lib/features/dev.adieu.websocket.mf",
                        "usr/extension/lib/dev.adieu.websocket.liberty.jar");
        Archive jar = zip.within("usr/extension/lib/dev.adieu.websocket.liberty.jar");
        Attributes manifest = jar.manifest();
        assertThat(zip.text("usr/extension/lib/features/dev.adieu.websocket.mf"))
                .contains(
                        "Subsystem-Version: ", "Subsystem-Content: " + manifest.getValue("Bundle-SymbolicName") + ';');
        assertThat(manifest.getValue("Service-Component").split(","))
                .hasSize(3)
                .allSatisfy(component -> assertThat(jar.names()).contains(component));
        assertThat(manifest.getValue("Export-Package").split("(?<=\"),"))
                .hasSize(3)
                .allMatch(exported -> exported.contains(";thread-context=true;"));
        everythingOfTheBundleIsIn(jar);
    }

    private void everythingOfTheBundleIsIn(Archive jar) {
        for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
            if (!file.getKey().equals("META-INF/MANIFEST.MF")) {
                assertThat(jar.files().get(file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
            }
        }
    }
}
