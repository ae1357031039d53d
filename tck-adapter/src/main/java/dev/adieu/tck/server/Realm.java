package dev.adieu.tck.server;

import java.net.URL;
import java.net.URLClassLoader;

/** The classes of a server: its jars above the JDK, and nothing of the client but the one interface to talk through. */
final class Realm extends URLClassLoader {

    Realm(URL[] jars) {
        super(jars, new Jdk());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return name.equals(WebServer.class.getName()) ? WebServer.class : super.findClass(name);
    }

    /** The platform's class loader without its knowledge of the application's module path. */
    private static final class Jdk extends ClassLoader {

        Jdk() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> found = super.loadClass(name, resolve);
            if (found.getClassLoader() == ClassLoader.getSystemClassLoader()) {
                throw new ClassNotFoundException(name + " is the client's");
            }
            return found;
        }
    }
}
