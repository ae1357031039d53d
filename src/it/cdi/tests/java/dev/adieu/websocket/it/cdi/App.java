package dev.adieu.websocket.it.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * An application: a CDI container with just these beans, what the class path adds to it, and a context class loader of
 * its own.
 */
final class App implements AutoCloseable {

    /**
     * Decides whether the CDI container scans the class path; if it does not, Weld loads no portable extension from
     * there.
     */
    enum Discovery {
        ON,
        OFF
    }

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final SeContainer container;

    private App(SeContainerInitializer initializer) {
        // OpenWebBeans knows its containers by it, also those that failed to start.
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0], before));
        try {
            container = initializer.initialize();
        } catch (RuntimeException e) {
            Thread.currentThread().setContextClassLoader(before);
            throw e;
        }
    }

    static App of(Class<?>... beans) {
        return of(Discovery.ON, beans);
    }

    static App of(Discovery discovery, Class<?>... beans) {
        SeContainerInitializer initializer =
                SeContainerInitializer.newInstance().addBeanClasses(beans);
        return new App(discovery == Discovery.ON ? initializer : initializer.disableDiscovery());
    }

    <T> T get(Class<T> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).get();
    }

    @Override
    public void close() {
        try {
            if (container.isRunning()) {
                container.close();
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
