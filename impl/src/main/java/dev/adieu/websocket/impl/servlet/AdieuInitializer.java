package dev.adieu.websocket.impl.servlet;

import dev.adieu.websocket.impl.provider.application.Applications;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;

/** Registers each web application before its own code runs, whether Adieu is part of it or of the server. */
public final class AdieuInitializer implements ServletContainerInitializer {

    /** For the servlet container. */
    public AdieuInitializer() {}

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        Applications.begin(context.getClassLoader());
        context.addListener(new ApplicationEnd());
    }
}
