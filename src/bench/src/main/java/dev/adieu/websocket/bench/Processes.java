package dev.adieu.websocket.bench;

import dev.adieu.websocket.bench.client.Contestant;
import dev.adieu.websocket.bench.server.NeutralServer;
import dev.adieu.websocket.bench.work.ClientProcess;
import dev.adieu.websocket.peer.PeerCertificate;
import dev.adieu.websocket.peer.Response;
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

    static final List<String> CLIENT_OPTIONS = List.of("-Xms512m", "-Xmx2g", "-XX:+UseG1GC");

    private final Path directory;
    private final Path output;
    private final Path keys;

    Processes(Path directory, Path output) throws IOException {
        this.directory = directory;
        this.output = output;
        this.keys = output.resolve("localhost.p12");
        PeerCertificate certificate = PeerCertificate.of("localhost", "dns:localhost", "ip:127.0.0.1");
        Files.write(keys, certificate.keyStoreBytes());
        Files.write(trusted(), certificate.trustStoreBytes());
    }

    private Path trusted() {
        return output.resolve("trusted.p12");
    }

    ChildProcess server() throws IOException {
        return new ChildProcess(
                String.join(File.pathSeparator, ownClasses(), location(Response.class)),
                List.of(
                        "-Xms512m",
                        "-Xmx2g",
                        "-XX:MaxDirectMemorySize=4g",
                        "-Dbench.keystore=" + keys,
                        "-Dbench.keystore.password=" + PeerCertificate.PASSWORD),
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
        options.addAll(List.of(
                "-Djavax.net.ssl.trustStore=" + trusted(),
                "-Djavax.net.ssl.trustStorePassword=" + PeerCertificate.PASSWORD));
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
