package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** An undeployed application is garbage: nothing of the provider refers to its class loader. */
class ClassLoaderTest {

    /** Loads the classes of the application itself, all others from its parent, as a server does. */
    private static final class ApplicationLoader extends ClassLoader {

        ApplicationLoader() {
            super(ClassLoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Deployed.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void theClassLoaderOfAnApplicationThatEndedIsCollected() throws Exception {
        // Weld keeps the stack trace of an exception that it makes once for all, and with it the classes that happened
        // to be on the stack.
        App.of(Journal.class).close();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            WeakReference<ClassLoader> loader = deployConnectAndUndeploy(peer.uri());
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(4567);
            // And it keeps its latest bean manager in a static field of its build-compatible extensions, until another
            // takes the place.
            App.of(Journal.class).close();
            Eventually.holds(() -> {
                System.gc();
                return loader.get() == null;
            });
        }
    }

    private static WeakReference<ClassLoader> deployConnectAndUndeploy(URI uri) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ApplicationLoader loader = new ApplicationLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Class<?> deployed = loader.loadClass(Deployed.class.getName());
            assertThat(deployed.getClassLoader()).isSameAs(loader);
            ((Callable<?>) deployed.getConstructor(URI.class).newInstance(uri)).call();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        return new WeakReference<>(loader);
    }
}
