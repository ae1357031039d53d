package dev.adieu.websocket.it.reconnecting;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** A server in a process of its own: Tomcat, which repeats every text. It ends when its standard input does. */
public final class EchoProgram {

    /** Repeats. */
    @ServerEndpoint("/echo")
    public static class Echo {

        @OnMessage
        public String text(String text) {
            return text;
        }
    }

    private EchoProgram() {}

    /** The argument is the port, 0 for any that is free; the first line of the output is the port. */
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("adieu-echo").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(Integer.parseInt(arguments[0]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("acceptCount", "1000");
        Context context = tomcat.addContext("", null);
        // Without any servlet nothing is mapped, and Tomcat answers 404 before it looks for endpoints.
        Tomcat.addServlet(context, "default", new DefaultServlet());
        context.addServletMapping("/", "default");
        context.addServletContainerInitializer(new WsSci(), null);
        context.addServletContainerInitializer(
                (none, servlets) -> add((ServerContainer) servlets.getAttribute(ServerContainer.class.getName())),
                null);
        tomcat.start();
        System.out.println(tomcat.getConnector().getLocalPort());
        System.in.transferTo(System.err);
        tomcat.stop();
    }

    private static void add(ServerContainer container) {
        try {
            container.addEndpoint(Echo.class);
        } catch (DeploymentException e) {
            throw new IllegalStateException("Tomcat does not take the endpoint", e);
        }
    }
}
