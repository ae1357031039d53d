package dev.adieu.websocket.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A framework and Adieu in a class loader of their own, as in a server: when it is over, all of it is garbage. */
@ExtendWith(NothingStaysBehind.class)
class ClassLoadersIT {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void start() {
        SpringApplication application =
                new SpringApplication(SpringServer.class, BayeuxServer.class, SlackServer.class);
        server = application.run("--server.port=0", "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {SpringProgram.class, BootProgram.class, CometDProgram.class, SlackProgram.class})
    void whenAFrameworkHasClosedItsClientItsClassLoaderIsCollected(Class<?> program) throws Exception {
        WeakReference<ClassLoader> loader = run(program.getName());
        // The JDK keeps the types of the latest record whose equals and hashCode it has linked; another takes its
        // place.
        run(RecordProgram.class.getName());

        long end = System.nanoTime() + PATIENCE;
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    /** Runs a program on this thread, and returns the class loader that it had. */
    private static WeakReference<ClassLoader> run(String program) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        try {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> loaded = loader.loadClass(program);
            assertThat(loaded.getClassLoader()).isSameAs(loader);
            @SuppressWarnings("unchecked")
            Consumer<Integer> runnable =
                    (Consumer<Integer>) loaded.getDeclaredConstructor().newInstance();
            runnable.accept(server.getEnvironment().getProperty("local.server.port", Integer.class));
            return new WeakReference<>(loader);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(path).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
