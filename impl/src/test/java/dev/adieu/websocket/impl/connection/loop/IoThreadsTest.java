package dev.adieu.websocket.impl.connection.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ConcurrentSkipListIntObjMultimap;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Threads of a provider that is in an application, as on an application server. */
class IoThreadsTest {

    private static final String CHUNKS = ConcurrentSkipListIntObjMultimap.class.getName();
    private static final List<String> OURS = List.of(
            IoThreads.class.getName(),
            LentLoop.class.getName(),
            LoopOwnership.class.getName(),
            LendingPause.class.getName());

    /** Has an {@link IoThreads} of its own, and of Netty what frees its memory. */
    private static final class Application extends ClassLoader {

        private final Set<String> given = ConcurrentHashMap.newKeySet();

        Application() {
            super(IoThreads.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OURS.stream().noneMatch(name::startsWith) && !name.startsWith(CHUNKS)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                given.add(name);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static ClassLoader contextClassLoader(Executor executor) throws Exception {
        Callable<ClassLoader> look = () -> Thread.currentThread().getContextClassLoader();
        FutureTask<ClassLoader> seen = new FutureTask<>(look);
        executor.execute(seen);
        return seen.get();
    }

    private static Object invoke(Object object, Class<?> type, String name) throws ReflectiveOperationException {
        Method method = type.getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(object);
    }

    /** An executor of an application server may remember the context class loader of the thread that submits a task. */
    @Test
    void theirContextClassLoaderIsNotTheOneOfTheProvider() throws Exception {
        Class<?> threads = new Application().loadClass(IoThreads.class.getName());
        assertThat(threads).isNotSameAs(IoThreads.class);
        try (AutoCloseable lease = (AutoCloseable) invoke(null, threads, "lease")) {
            assertThat(contextClassLoader((EventLoop) invoke(lease, lease.getClass(), "loop")))
                    .isSameAs(ClassLoader.getSystemClassLoader());
            assertThat(contextClassLoader((Executor) invoke(lease, lease.getClass(), "callbacks")))
                    .isSameAs(ClassLoader.getSystemClassLoader());
        }
    }

    /**
     * Tomcat's class loader gives no more classes once its application is stopped, and Netty frees its memory in a
     * finalizer.
     */
    @Test
    void allThatNettyTakesToFreeItsMemoryIsThereBeforeTheApplicationStops() throws Exception {
        Application application = new Application();
        try (AutoCloseable lease =
                (AutoCloseable) invoke(null, application.loadClass(IoThreads.class.getName()), "lease")) {
            assertThat(application.given).contains(CHUNKS + "$EntryIterator", CHUNKS + "$IntEntry");
        }
    }
}
