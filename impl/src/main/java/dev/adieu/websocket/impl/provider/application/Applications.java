package dev.adieu.websocket.impl.provider.application;

import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * Finds the application that is calling. A platform that knows says how; else it is told by its class loader, if it is
 * a web application. Keeps no application alive.
 */
public final class Applications {

    /** It looks each time. */
    private static volatile Supplier<Optional<Application>> finder = Optional::empty;

    /** Guarded by itself. */
    private static final Map<ClassLoader, WebApplication> WEB_APPLICATIONS = new WeakHashMap<>();

    /**
     * Refers to its class loader only while it has connections. Servlet contexts that share a class loader cannot be
     * told apart.
     */
    private static final class WebApplication {

        final Application application = new PlainApplication();
        int contexts;
    }

    private Applications() {}

    /** From now on asks {@code next}, which must not refer to any one application. */
    public static void findWith(Supplier<Optional<Application>> next) {
        finder = next;
    }

    /** A web application with that class loader begins. */
    public static void begin(ClassLoader loader) {
        synchronized (WEB_APPLICATIONS) {
            WEB_APPLICATIONS.merge(
                            loader, new WebApplication(), (earlier, next) -> earlier.contexts == 0 ? next : earlier)
                    .contexts++;
        }
    }

    /**
     * A web application ends. Closes what it has connected, and stays known as one that has ended: threads of it may
     * try to connect yet.
     */
    public static void end(ClassLoader loader) {
        WebApplication ending;
        synchronized (WEB_APPLICATIONS) {
            ending = WEB_APPLICATIONS.get(loader);
            if (ending == null || --ending.contexts > 0) {
                return;
            }
        }
        ending.application.connections().close();
    }

    public static Application current() {
        return finder.get()
                .or(() -> webApplication(Thread.currentThread().getContextClassLoader()))
                .or(() -> webApplication(Applications.class.getClassLoader()))
                .orElse(Application.NONE);
    }

    /** Of the loader, or of the nearest of its ancestors that has one. */
    private static Optional<Application> webApplication(ClassLoader loader) {
        synchronized (WEB_APPLICATIONS) {
            if (WEB_APPLICATIONS.isEmpty()) {
                return Optional.empty();
            }
            for (ClassLoader ancestor = loader; ancestor != null; ancestor = ancestor.getParent()) {
                WebApplication found = WEB_APPLICATIONS.get(ancestor);
                if (found != null) {
                    return Optional.of(found.application);
                }
            }
            return Optional.empty();
        }
    }
}
