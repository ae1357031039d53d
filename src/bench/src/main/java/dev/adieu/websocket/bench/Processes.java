package dev.adieu.websocket.bench;

import dev.adieu.websocket.bench.client.Contestant;
import dev.adieu.websocket.bench.server.NeutralServer;
import dev.adieu.websocket.bench.work.ClientProcess;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Starts the server and the clients: the same heap and options for each, and its own class path. */
final class Processes {

    private static final String PASSWORD = "changeit";
    static final List<String> CLIENT_OPTIONS = List.of("-Xms512m", "-Xmx2g", "-XX:+UseG1GC");

    private final Path directory;
    private final Path output;
    private final Path keys;

    Processes(Path directory, Path output) throws IOException {
        this.directory = directory;
        this.output = output;
        this.keys = output.resolve("localhost.p12");
        Files.deleteIfExists(keys);
        Files.deleteIfExists(trusted());
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString());
        Path certificate = output.resolve("localhost.pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString(),
                "-file",
                certificate.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "server",
                "-file",
                certificate.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                trusted().toString());
    }

    private Path trusted() {
        return output.resolve("trusted.p12");
    }

    private static void keytool(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    ChildProcess server() throws IOException {
        return new ChildProcess(
                ownClasses(),
                List.of(
                        "-Xms512m",
                        "-Xmx2g",
                        "-XX:MaxDirectMemorySize=4g",
                        "-Dbench.keystore=" + keys,
                        "-Dbench.keystore.password=" + PASSWORD),
                log("server"),
                NeutralServer.class.getName());
    }

    ChildProcess client(Contestant contestant, boolean deflate) throws IOException {
        Path file = contestant.directory() == null
                ? directory.resolve("target/classpath")
                : directory.resolve("clients").resolve(contestant.directory()).resolve("target/classpath");
        String classPath = String.join(
                File.pathSeparator,
                ownClasses(),
                location(Histogram.class),
                Files.readString(file).strip());
        List<String> options = new ArrayList<>(CLIENT_OPTIONS);
        options.addAll(
                List.of("-Djavax.net.ssl.trustStore=" + trusted(), "-Djavax.net.ssl.trustStorePassword=" + PASSWORD));
        return new ChildProcess(
                classPath,
                options,
                log(contestant.name()),
                ClientProcess.class.getName(),
                contestant.name(),
                String.valueOf(deflate));
    }

    private File log(String name) {
        return output.resolve(name + ".log").toFile();
    }

    private static String ownClasses() {
        return location(Processes.class);
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path with a wrong address", e);
        }
    }
}
