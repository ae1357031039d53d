package dev.adieu.websocket.impl.provider;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.adieu.websocket.impl.provider.application.Connections;
import dev.adieu.websocket.impl.provider.application.Live;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connections that are left when the JVM shuts down, in two seconds at most. The hook is registered only
 * while there are connections, so that it does not keep the class loader of an undeployed application alive. Any
 * thread.
 */
final class JvmShutdown {

    private static final Connections<Live> CONNECTIONS = new Connections<>("the JVM");

    @GuardedBy("JvmShutdown.class")
    private static int count;

    /** {@code null} while it is not registered. */
    @GuardedBy("JvmShutdown.class")
    private static @Nullable Thread hook;

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
                // A connection that is made now lasts until the other hooks have returned.
            }
        }
    }

    static synchronized void remove(Live connection) {
        CONNECTIONS.remove(connection);
        if (--count == 0 && hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // The hook is running.
            }
            hook = null;
        }
    }
}
