package dev.adieu.websocket.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a modular application: on the module path, and in a run-time image made by jlink. */
class ModulePathIT {

    @TempDir
    private Path directory;

    @Test
    void aRunTimeImageOfJlinkTalksAndHasOnlyTheModulesThatItNeeds() throws Exception {
        compile("opens app;");
        Path image = directory.resolve("image");
        Run link =
                Run.jdk("jlink", "--module-path", modulePath(), "--add-modules", "app", "--output", image.toString());
        assertThat(link.exitCode()).as(link.output()).isZero();

        Run run = ConsumersIT.talk(image.resolve("bin/java").toString(), new String[] {"-m", "app/app.Main"});

        assertThat(run.output()).contains("Adieu, loaded from jrt:/dev.adieu.websocket");
        assertThat(Run.of(image.resolve("bin/java").toString(), "--list-modules")
                        .output()
                        .lines()
                        .map(line -> line.replaceFirst("@.*", "")))
                .containsExactlyInAnyOrder(
                        "app",
                        "dev.adieu.websocket",
                        "jakarta.websocket",
                        "jakarta.websocket.client",
                        "java.base",
                        "java.logging",
                        "jdk.unsupported");
    }

    @Test
    void aModuleThatDoesNotOpenTheEndpointsPackageGetsTheLineToAdd() throws Exception {
        compile("");

        Run run = Run.jdk("java", "--module-path", modulePath(), "-m", "app/app.Main", "ws://localhost:1/");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("module app does not open the package", "Add \"opens app;\"");
    }

    private void compile(String opens) throws Exception {
        Path source = Path.of(System.getProperty("consumers"), "modular");
        Path sources = Files.createDirectories(directory.resolve("source/app"));
        Files.copy(Consumers.PROGRAM, sources.resolve("Main.java"));
        Path module = Files.writeString(
                directory.resolve("source/module-info.java"),
                Files.readString(source.resolve("module-info.java")).replace("opens app;", opens));
        Run run = Run.jdk(
                "javac",
                "--module-path",
                modulePath(),
                "-d",
                directory.resolve("classes").toString(),
                module.toString(),
                sources.resolve("Main.java").toString());
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private String modulePath() throws Exception {
        List<String> path = new ArrayList<>();
        path.add(directory.resolve("classes").toString());
        path.add(Consumers.published("adieu").toString());
        try (Stream<Path> jars = Files.list(Consumers.WORK.resolve("bundles"))) {
            jars.map(Path::toString)
                    .filter(jar -> jar.contains("jakarta.websocket-"))
                    .forEach(path::add);
        }
        return String.join(File.pathSeparator, path);
    }
}
