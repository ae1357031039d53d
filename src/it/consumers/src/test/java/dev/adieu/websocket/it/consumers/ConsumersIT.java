package dev.adieu.websocket.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds and runs projects that depend on Adieu as users' projects do. */
class ConsumersIT {

    private static final String ADIEU = "dev.adieu.websocket.impl.";
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String IMPORTS = """
            import dev.adieu.websocket.BrowserSession;
            import jakarta.websocket.*;
            import jakarta.websocket.CloseReason.CloseCodes;
            import java.io.IOException;
            import java.net.URI;
            """;

    @Test
    void aPlainProjectGetsAdieuAndTheApiAndTalks() throws Exception {
        Path lib = Consumers.target("plain", "lib");
        assertThat(names(lib))
                .hasSize(3)
                .allMatch(name -> name.matches("adieu-1.*|jakarta.websocket-(client-)?api-.*"));

        Run run = talk("-cp", Consumers.target("plain", "plain.jar") + File.pathSeparator + lib + "/*", "app.Main");

        assertThat(run.output()).contains("found: " + ADIEU, "Adieu, loaded from file:" + lib);
    }

    @Test
    void theFirstExampleOfTheReadmePrintsTheEchoItAsksFor(@TempDir Path directory) throws Exception {
        List<String> examples = EXAMPLE.matcher(Files.readString(Consumers.ROOT.resolve("README.md")))
                .results()
                .limit(2)
                .map(example -> example.group(1))
                .toList();
        Path endpoint = Files.writeString(directory.resolve("Chat.java"), IMPORTS + examples.get(0));
        Path program = Files.writeString(directory.resolve("Main.java"), IMPORTS + """
                class Main {
                    public static void main(String[] arguments) throws Exception {
                        URI uri = URI.create(arguments[0]);
                        %s
                        ((BrowserSession) session).closed().toCompletableFuture().join();
                    }
                }
                """.formatted(examples.get(1)));
        String lib = Consumers.target("plain", "lib") + "/*";
        Run compiler =
                Run.jdk("javac", "-d", directory.toString(), "-cp", lib, endpoint.toString(), program.toString());
        assertThat(compiler.exitCode()).as(compiler.output()).isZero();

        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            Run run = Run.jdk(
                    "java",
                    "-cp",
                    directory + File.pathSeparator + lib,
                    "Main",
                    peer.uri().toString());
            assertThat(run.output().lines()).containsExactly("hello", "the server said 1000 done");
        }
    }

    @Test
    void aWarGetsOneJar() throws Exception {
        try (JarFile war = new JarFile(Consumers.target("war", "war.war").toFile())) {
            assertThat(war.stream().filter(entry -> entry.getName().endsWith(".jar")))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getName()).startsWith("WEB-INF/lib/adieu-server-"));
        }
    }

    @Test
    void anExecutableJarOfSpringBootUsesAdieuWhereverItsServersClientIs() throws Exception {
        Run run = talk("-jar", Consumers.target("boot", "boot.jar").toString());

        assertThat(run.output()).contains("Adieu, loaded from ");
    }

    @Test
    void aFatJarWithMergedServiceFilesWorks() throws Exception {
        Run run = talk("-cp", Consumers.target("fat", "with.jar").toString(), "app.Main");

        assertThat(run.output()).contains("found: " + ADIEU);
    }

    @Test
    void aFatJarWithoutServiceFilesNamesTheMissingOneAndTheWayToKeepIt() throws Exception {
        Run run = Run.jdk("java", "-cp", Consumers.target("fat", "without.jar").toString(), "app.Create");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains(
                        "META-INF/services/dev.adieu.websocket.BrowserWebSocketContainer$Factory",
                        "ServicesResourceTransformer");
    }

    @Test
    void theFirstProviderOnTheClassPathIsFoundAndCreateAlwaysReturnsAdieu() throws Exception {
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> lib = Files.list(Consumers.target("beside", "lib"))) {
            lib.sorted(Comparator.comparing(
                            path -> !path.getFileName().toString().startsWith("adieu")))
                    .forEach(jars::add);
        }
        jars.add(0, Consumers.target("beside", "beside.jar"));

        Run first = talk("-cp", classPath(jars), "app.Main");
        jars.add(jars.remove(1));
        Run last = talk("-cp", classPath(jars), "app.Main");

        assertThat(first.output()).contains("found: " + ADIEU, "Adieu, loaded from ");
        assertThat(last.output()).doesNotContain("found: " + ADIEU).contains("Adieu, loaded from ");
    }

    @Test
    void aProjectThatManagesNettyItselfCannotCompileAgainstTyrus() throws Exception {
        assertThat(Files.readString(Consumers.target("implementation", "compile.txt")))
                .contains("netty-common-4.2.")
                .doesNotContain("tyrus");
        Path lib = Consumers.target("implementation", "lib");
        assertThat(names(lib)).anyMatch(name -> name.startsWith("tyrus-core-"));

        talk(
                "-cp",
                Consumers.target("implementation", "implementation.jar") + File.pathSeparator + lib + "/*",
                "app.Main");
    }

    /** Runs a program that is to print its echo, how the server closed, and that no thread is left. */
    static Run talk(String... arguments) throws Exception {
        return talk(Path.of(System.getProperty("java.home"), "bin", "java").toString(), arguments);
    }

    static Run talk(String program, String[] arguments) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            String[] all = Stream.concat(
                            Stream.of(arguments), Stream.of(peer.uri().toString()))
                    .toArray(String[]::new);
            Run run = Run.of(program, all);
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output().lines()).contains("hello", "the server said 1000 done", "left: []");
            return run;
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static String classPath(List<Path> jars) {
        return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    }
}
