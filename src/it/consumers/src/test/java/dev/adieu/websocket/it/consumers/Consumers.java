package dev.adieu.websocket.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The projects in {@code src/consumers}, built once by a Maven of their own. It takes Adieu from a repository that has
 * only published artifacts, and everything else from the user's local repository, which is not written to.
 */
final class Consumers {

    static final Path WORK = Path.of(System.getProperty("work"));
    static final Path ROOT = Path.of(System.getProperty("root"));
    private static final String VERSION = System.getProperty("version");
    private static final Path PROJECTS = WORK.resolve("consumers");
    /** The projects that run {@link #PROGRAM}. */
    private static final List<String> WITH_PROGRAM = List.of("plain", "fat", "implementation", "boot", "beside");

    /** The program that all of them run. */
    static final Path PROGRAM = Path.of(System.getProperty("consumers"), "program", "Main.java");

    private static boolean built;

    private Consumers() {}

    /** Returns a file in the {@code target} of a project. */
    static synchronized Path target(String project, String file) throws Exception {
        if (!built) {
            build();
            built = true;
        }
        return PROJECTS.resolve(project).resolve("target").resolve(file);
    }

    /** Returns a published jar. */
    static Path published(String artifact) {
        return WORK.resolve("jars").resolve(artifact + "-" + VERSION + ".jar");
    }

    private static void build() throws Exception {
        Path repository = WORK.resolve("repository");
        // Left by an earlier build.
        delete(WORK.resolve("local/dev/adieu"));
        publish(repository, "adieu-parent", "pom.xml");
        publish(repository, "adieu-dist", "src/dist/pom.xml");
        publish(repository, "adieu-api", "api/pom.xml");
        publish(repository, "adieu-impl", "impl/pom.xml");
        publish(repository, "adieu", "src/dist/se/pom.xml");
        publish(repository, "adieu-server", "src/dist/server/pom.xml");
        copy(Path.of(System.getProperty("consumers")), PROJECTS);
        for (String project : WITH_PROGRAM) {
            Path sources = Files.createDirectories(PROJECTS.resolve(project).resolve("src/main/java/app"));
            Files.copy(PROGRAM, sources.resolve("Main.java"), StandardCopyOption.REPLACE_EXISTING);
        }
        Path settings = Files.writeString(WORK.resolve("settings.xml"), """
                <settings>
                  <localRepository>%s</localRepository>
                  <profiles>
                    <profile>
                      <id>layers</id>
                      <repositories>%s%s</repositories>
                      <pluginRepositories>%s</pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>layers</activeProfile></activeProfiles>
                </settings>
                """.formatted(
                        WORK.resolve("local"),
                        repository("repository", "published", repository),
                        repository("repository", "user", user()),
                        repository("pluginRepository", "user", user())));
        Run run = Run.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-q",
                "-B",
                "-ntp",
                "-s",
                settings.toString(),
                "-f",
                PROJECTS.resolve("pom.xml").toString(),
                "-Dadieu.published=" + VERSION,
                "package");
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private static Path user() {
        return Path.of(System.getProperty("local.repository"));
    }

    private static String repository(String element, String id, Path path) {
        return "<%s><id>%s</id><url>%s</url><snapshots><enabled>true</enabled><updatePolicy>always</updatePolicy></snapshots></%s>"
                .formatted(element, id, path.toUri(), element);
    }

    private static void publish(Path repository, String artifact, String pom) throws IOException {
        Path directory = Files.createDirectories(
                repository.resolve("dev/adieu").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        Files.copy(ROOT.resolve(pom), directory.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(published(artifact))) {
            Files.copy(published(artifact), directory.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
