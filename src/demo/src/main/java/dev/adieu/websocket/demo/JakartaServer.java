package dev.adieu.websocket.demo;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.websocket.server.WsSci;

/** A real server: Tomcat, with one endpoint, on an ephemeral port of the loopback interface. */
final class JakartaServer implements AutoCloseable {

    private final Map<String, CompletableFuture<List<String>>> told = new ConcurrentHashMap<>();
    private final Tomcat tomcat = new Tomcat();
    private final Path directory;

    JakartaServer() throws IOException, LifecycleException {
        directory = Files.createTempDirectory("adieu-demo");
        tomcat.setBaseDir(directory.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        // Without any servlet nothing is mapped, and Tomcat answers 404 before it looks for endpoints.
        Tomcat.addServlet(context, "default", new DefaultServlet());
        context.addServletMapping("/", "default");
        context.addServletContainerInitializer(new WsSci(), null);
        context.addServletContainerInitializer(
                (none, servlets) ->
                        addEndpoint((ServerContainer) servlets.getAttribute(ServerContainer.class.getName())),
                null);
        tomcat.start();
    }

    private void addEndpoint(ServerContainer container) {
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(ServerSide.class, "/{run}")
                    .configurator(new OwnInstances())
                    .build());
        } catch (DeploymentException e) {
            throw new IllegalStateException("Tomcat does not take the endpoint", e);
        }
    }

    private final class OwnInstances extends ServerEndpointConfig.Configurator {

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast(new ServerSide((run, lines) -> told(run).complete(List.copyOf(lines))));
        }
    }

    String name() {
        return ServerInfo.getServerInfo();
    }

    /** Returns the address that accepts a connection of that name. */
    URI uri(String run) {
        return URI.create("ws://127.0.0.1:" + tomcat.getConnector().getLocalPort() + '/' + run);
    }

    /** Returns the events of the endpoint, once its connection of that name is closed. */
    CompletableFuture<List<String>> told(String run) {
        return told.computeIfAbsent(run, name -> new CompletableFuture<>());
    }

    @Override
    public void close() throws IOException, LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        try (var files = Files.walk(directory)) {
            files.map(Path::toFile).sorted((a, b) -> b.compareTo(a)).forEach(File::delete);
        }
    }
}
