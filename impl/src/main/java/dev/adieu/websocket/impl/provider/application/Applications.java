package dev.adieu.websocket.impl.provider.application;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calling application: by the platform's own means if it has any, otherwise, if it is a web application, by
 * its class loader. Keeps no application alive. Any thread.
 */
public final class Applications {

    /** Asks the platform, each time anew. Set by any thread. */
    private static volatile Supplier<Optional<Application>> finder = Optional::empty;

    @GuardedBy("WEB_APPLICATIONS")
    private static final Map<ClassLoader, WebApplication> WEB_APPLICATIONS = new WeakHashMap<>();

    /**
     * Refers to its class loader only while it has connections. Servlet contexts that share a class loader cannot be
     * distinguished.
     */
    private static final class WebApplication {

        final Application application = new PlainApplication();

        /** The servlet contexts that have begun and not ended. */
        @GuardedBy("WEB_APPLICATIONS")
        int contexts;
    }

    private Applications() {}

    /** Sets how the platform finds the calling application. {@code next} must not refer to one application. */
    public static void findWith(Supplier<Optional<Application>> next) {
        finder = next;
    }

    /** Records that a web application with this class loader begins. */
    public static void begin(ClassLoader loader) {
        synchronized (WEB_APPLICATIONS) {
            WebApplication begun = WEB_APPLICATIONS.get(loader);
            if (begun == null || begun.contexts == 0) {
                begun = new WebApplication();
                WEB_APPLICATIONS.put(loader, begun);
            }
            begun.contexts++;
        }
    }

    /**
     * Closes the connections of a web application that ends. It stays registered as one that has ended, because its
     * threads may still try to connect.
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

    /** Returns the calling application. */
    public static Application current() {
        return finder.get()
                .or(() -> webApplication(Thread.currentThread().getContextClassLoader()))
                .or(() -> webApplication(Applications.class.getClassLoader()))
                .orElse(Application.NONE);
    }

    /** Returns the web application of the class loader, or of its nearest ancestor that has one. */
    private static Optional<Application> webApplication(@Nullable ClassLoader loader) {
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
