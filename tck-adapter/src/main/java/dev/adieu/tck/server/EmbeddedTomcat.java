package dev.adieu.tck.server;

import java.io.File;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.modeler.Registry;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** Tomcat on a free port of the loopback interface. Loaded by {@link IsolatedServer} only. */
public final class EmbeddedTomcat implements WebServer {

    private static final Logger LOG = System.getLogger(EmbeddedTomcat.class.getName());
    private static final String LOOPBACK = "127.0.0.1";

    static {
        // Both are one per JVM, and this JVM belongs to the tests.
        TomcatURLStreamHandlerFactory.disable();
        Registry.disableRegistry();
    }

    private final Tomcat tomcat = new Tomcat();

    /**
     * Starts the server.
     *
     * @param baseDirectory where Tomcat may write
     * @throws LifecycleException if it cannot start
     */
    public EmbeddedTomcat(Path baseDirectory) throws LifecycleException {
        tomcat.setBaseDir(baseDirectory.toString());
        tomcat.getServer().setParentClassLoader(EmbeddedTomcat.class.getClassLoader());
        tomcat.getHost().setAppBase(".");
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", LOOPBACK);
        tomcat.setConnector(connector);
        tomcat.start();
    }

    @Override
    public URI deploy(Path war) {
        String path = path(war);
        try {
            tomcat.getHost().addChild(application(path, war));
        } catch (RuntimeException e) {
            LOG.log(Level.INFO, () -> path + " is not served", e);
        }
        return URI.create("http://" + LOOPBACK + ":" + tomcat.getConnector().getLocalPort() + path + "/");
    }

    private Context application(String path, Path war) {
        ContextConfig webXml = new ContextConfig();
        webXml.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
        // What is outside of the application has no endpoints; looking there costs a second for each.
        StandardJarScanner libraries = new StandardJarScanner();
        libraries.setScanClassPath(false);
        StandardContext application = new StandardContext();
        application.setJarScanner(libraries);
        application.setName(path);
        application.setPath(path);
        application.setDocBase(war.toAbsolutePath().toString());
        application.addLifecycleListener(webXml);
        // WebSocket is a filter in Tomcat, and a filter needs a servlet behind it.
        Tomcat.addServlet(application, "default", new DefaultServlet());
        application.addServletMapping("/", "default");
        return application;
    }

    @Override
    public void undeploy(Path war) {
        Container application = tomcat.getHost().findChild(path(war));
        if (application != null) {
            tomcat.getHost().removeChild(application);
            ExpandWar.delete(new File(tomcat.getHost().getAppBaseFile(), path(war)));
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("the embedded server does not stop", e);
        }
    }

    private static String path(Path war) {
        return "/" + war.getFileName().toString().replaceFirst("\\.war$", "");
    }
}
