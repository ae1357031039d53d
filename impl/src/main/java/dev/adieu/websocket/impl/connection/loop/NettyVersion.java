package dev.adieu.websocket.impl.connection.loop;

/**
 * Tells whether the Netty that was found can be used. It refers to no class of Netty, so that it can also be asked
 * about one that is too old.
 */
public final class NettyVersion {

    /** Is in every Netty, and has this method since 4.2.2. */
    private static final String THREAD = "io.netty.util.concurrent.FastThreadLocalThread";

    private static final String NEWEST_METHOD = "runWithFastThreadLocal";

    private NettyVersion() {}

    /**
     * Checks that there is a Netty of the supported versions.
     *
     * @throws IllegalStateException if there is none, or if it is too old; it names the jar and the way out
     */
    public static void check() {
        check(NettyVersion.class.getClassLoader());
    }

    static void check(ClassLoader loader) {
        try {
            Class.forName(THREAD, false, loader).getMethod(NEWEST_METHOD, Runnable.class);
        } catch (ClassNotFoundException e) {
            throw unsupported("there is no Netty", e);
        } catch (NoSuchMethodException e) {
            throw unsupported("this one is too old: " + loader.getResource(THREAD.replace('.', '/') + ".class"), e);
        }
    }

    private static IllegalStateException unsupported(String found, ReflectiveOperationException cause) {
        return new IllegalStateException(
                "adieu-impl needs Netty 4.2.2.Final or a later 4.2.x, and " + found
                        + ". Let dependency management choose such a version (import io.netty:netty-bom, or with Spring"
                        + " Boot set the property netty.version), or use dev.adieu:adieu, which has its own Netty",
                cause);
    }
}
