package dev.adieu.websocket.it.servers;

import java.net.URI;
import java.nio.file.Path;

/**
 * The differences between servers and ways to install Adieu, which each server's module states as system properties.
 */
final class Facts {

    private Facts() {}

    private static String get(String name) {
        String value = System.getProperty(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the module of this server does not set " + name);
        }
        return value;
    }

    /** Returns the address of the server, with a slash at the end. */
    static URI address() {
        return URI.create(get("server.address"));
    }

    /** Returns whether Adieu is in each application, rather than in the server. */
    static boolean inTheApplication() {
        return switch (get("install")) {
            case "application" -> true;
            case "server" -> false;
            default ->
                throw new IllegalStateException(
                        "Adieu can be installed in the application or in the server, not in the " + get("install"));
        };
    }

    static boolean hasCdi() {
        return Boolean.parseBoolean(get("server.cdi"));
    }

    static boolean hasManagedExecutor() {
        return Boolean.parseBoolean(get("server.managed-executor"));
    }

    /**
     * Returns whether threads of the server refer to the last WebSocket handshake that they served, and so to the
     * application whose endpoint it was for.
     */
    static boolean keepsHandshakes() {
        return Boolean.parseBoolean(get("server.keeps-handshakes"));
    }

    /**
     * Returns whether the server, or Arquillian's adapter within an embedded one, refers to the application that was
     * undeployed last until another takes its place.
     */
    static boolean keepsTheLatest() {
        return Boolean.parseBoolean(get("server.keeps-the-latest"));
    }

    /**
     * Returns how many threads the server has for requests, where it matters that all of them have been started; else
     * none.
     */
    static int requestThreads() {
        return Integer.parseInt(get("server.request-threads"));
    }

    /** Returns whether the server deploys again by itself what it had before, and may have begun to answer by then. */
    static boolean deploysAgain() {
        return Boolean.parseBoolean(get("server.deploys-again"));
    }

    /**
     * Returns whether {@code ContainerProvider} gives applications Adieu. If it gives them the server's own client,
     * they ask Adieu's factory.
     */
    static boolean lookupGivesAdieu() {
        return Boolean.parseBoolean(get("server.lookup-gives-adieu"));
    }

    /** Returns the name that the classes of the server's own client provider begin with. */
    static String ownProvider() {
        return get("server.own-provider");
    }

    /** Returns the jar with what runs in the server. */
    static Path application() {
        return Path.of(get("application"));
    }

    static Path bundle() {
        return Path.of(get("bundle"));
    }

    /**
     * Returns a directory with what applications have to have in WEB-INF on this server, for this way to install Adieu;
     * it need not exist. In its files {@code @application@} stands for the name of the application.
     */
    static Path descriptors() {
        return Path.of(get("descriptors"));
    }
}
