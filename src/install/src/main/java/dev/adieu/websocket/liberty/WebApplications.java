package dev.adieu.websocket.liberty;

import dev.adieu.websocket.impl.servlet.AdieuInitializer;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Liberty does not look for the service files of servlet container initializers in features. */
@Component(service = ServletContainerInitializer.class)
public class WebApplications implements ServletContainerInitializer {

    private final ServletContainerInitializer initializer = new AdieuInitializer();

    /** For the server. */
    public WebApplications() {}

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
        initializer.onStartup(classes, context);
    }
}
