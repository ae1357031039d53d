package dev.adieu.websocket.impl.servlet;

import dev.adieu.websocket.impl.provider.application.Applications;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;

/** Hears of each web application before anything of its own runs, be Adieu in it or beside it. */
public final class AdieuInitializer implements ServletContainerInitializer {

    /** For the servlet container. */
    public AdieuInitializer() {}

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        Applications.begin(context.getClassLoader());
        context.addListener(new ApplicationEnd());
    }
}
