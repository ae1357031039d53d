package dev.adieu.websocket.it.servers.application;

import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which class loaders of this application there are: each has as many of these objects as its number, and no two
 * in one JVM have the same. So counting objects distinguishes them.
 */
final class Alive {

    private static final String LATEST = Alive.class.getName();

    static final int NUMBER = next();

    /** Refers to them for as long as the class loader is there. */
    static final List<Alive> ALL = Stream.generate(Alive::new).limit(NUMBER).toList();

    private Alive() {}

    /** Returns the next number, kept in the system properties, which are all that the class loaders share. */
    private static int next() {
        synchronized (System.getProperties()) {
            int next = Integer.getInteger(LATEST, 0) + 1;
            System.setProperty(LATEST, Integer.toString(next));
            return next;
        }
    }
}
