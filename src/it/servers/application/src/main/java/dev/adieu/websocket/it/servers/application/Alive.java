package dev.adieu.websocket.it.servers.application;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** There is one of these for each class loader of this application that is not collected yet. */
@WebListener
public class Alive implements ServletContextListener {

    private static final Alive MARK = new Alive();

    /** For the server. */
    public Alive() {
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().log("deployed: " + MARK);
    }
}
