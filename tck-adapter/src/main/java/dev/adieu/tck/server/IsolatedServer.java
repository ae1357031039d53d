package dev.adieu.tck.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The embedded server in a class loader of its own, beside the class path and not below it: neither side sees the
 * other's copy of the Jakarta WebSocket API or the other's provider.
 */
public final class IsolatedServer implements WebServer {

    private final Realm realm;
    private final WebServer server;

    /**
     * Starts the server.
     *
     * @param jars the directory of the server's jars
     * @param baseDirectory where the server may write
     * @throws IOException if the jars cannot be listed
     */
    public IsolatedServer(Path jars, Path baseDirectory) throws IOException {
        realm = new Realm(classes(jars));
        server = inRealm(() -> start(baseDirectory));
    }

    static URL[] classes(Path jars) throws IOException {
        URL ours = IsolatedServer.class.getProtectionDomain().getCodeSource().getLocation();
        try (Stream<Path> files = Files.list(jars)) {
            return Stream.concat(Stream.of(ours), files.map(IsolatedServer::url))
                    .toArray(URL[]::new);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebServer start(Path baseDirectory) {
        try {
            return (WebServer) realm.loadClass("dev.adieu.tck.server.EmbeddedTomcat")
                    .getConstructor(Path.class)
                    .newInstance(baseDirectory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the embedded server does not start", e);
        }
    }

    @Override
    public URI deploy(Path war) {
        return inRealm(() -> server.deploy(war));
    }

    @Override
    public void undeploy(Path war) {
        inRealm(() -> {
            server.undeploy(war);
            return null;
        });
    }

    @Override
    public void close() {
        inRealm(() -> {
            server.close();
            return null;
        });
        try {
            realm.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Services are found through the context class loader; the server must find its own. */
    private <T> T inRealm(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader clients = thread.getContextClassLoader();
        thread.setContextClassLoader(realm);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(clients);
        }
    }
}
