package dev.adieu.websocket.impl.servlet;

import dev.adieu.websocket.impl.provider.application.Applications;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Closes the connections of a web application while its classes can still be loaded. */
final class ApplicationEnd implements ServletContextListener {

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Applications.end(event.getServletContext().getClassLoader());
    }
}
