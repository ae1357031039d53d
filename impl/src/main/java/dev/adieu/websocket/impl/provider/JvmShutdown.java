package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.provider.application.Connections;
import dev.adieu.websocket.impl.provider.application.Live;

/**
 * Closes what is still connected when the JVM shuts down, in two seconds at most. The hook is registered only while
 * something is, so that it keeps the class loader of no undeployed application alive.
 */
final class JvmShutdown {

    private static final Connections<Live> CONNECTIONS = new Connections<>("the JVM");
    /** Guarded by the class. */
    private static int count;
    /** {@code null} while it is not registered. Guarded by the class. */
    private static Thread hook;

    private JvmShutdown() {}

    static synchronized void add(Live connection) {
        CONNECTIONS.add(connection);
        if (count++ == 0) {
            Thread thread = new Thread(null, CONNECTIONS::closeAtExit, "adieu-shutdown", 0, false);
            thread.setContextClassLoader(JvmShutdown.class.getClassLoader());
            try {
                Runtime.getRuntime().addShutdownHook(thread);
                hook = thread;
            } catch (IllegalStateException shuttingDown) {
                // Whoever connects now has as long as the other hooks take.
            }
        }
    }

    static synchronized void remove(Live connection) {
        CONNECTIONS.remove(connection);
        if (--count == 0 && hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // It is running.
            }
            hook = null;
        }
    }
}
