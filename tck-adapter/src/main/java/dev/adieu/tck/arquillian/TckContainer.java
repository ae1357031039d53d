package dev.adieu.tck.arquillian;

import dev.adieu.tck.server.IsolatedServer;
import dev.adieu.tck.server.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** Serves the applications of tests from the embedded server. */
public final class TckContainer implements DeployableContainer<TckContainer.Configuration> {

    /** The directory of the server's jars; set by the build. */
    static final String SERVER_JARS = "tck.server";

    private Path work;
    private WebServer server;

    @Override
    public Class<Configuration> getConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        // Tests run in this JVM; nothing of them is sent to the server.
        return new ProtocolDescription("Local");
    }

    @Override
    public void start() throws LifecycleException {
        try {
            work = Files.createTempDirectory("server");
            server = new IsolatedServer(Path.of(System.getProperty(SERVER_JARS)), work);
        } catch (IOException e) {
            throw new LifecycleException("the embedded server does not start", e);
        }
    }

    @Override
    public void stop() {
        server.close();
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        Path war = war(archive);
        archive.as(ZipExporter.class).exportTo(war.toFile(), true);
        URI address = server.deploy(war);
        HTTPContext context = new HTTPContext(address.getHost(), address.getPort());
        // Arquillian adds the slash itself.
        context.add(new Servlet("default", address.getPath().replaceFirst("/$", "")));
        return new ProtocolMetaData().addContext(context);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        server.undeploy(war(archive));
    }

    private Path war(Archive<?> archive) {
        return work.resolve(archive.getName());
    }

    /** There is nothing to configure. */
    public static final class Configuration implements ContainerConfiguration {

        @Override
        public void validate() {
            // nothing to validate
        }
    }
}
