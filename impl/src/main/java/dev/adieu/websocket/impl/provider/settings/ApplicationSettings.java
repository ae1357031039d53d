package dev.adieu.websocket.impl.provider.settings;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Settings from the archive of an application, so that each application on a server can have its own. They are found by
 * the context class loader.
 */
public final class ApplicationSettings {

    static final String FILE = "META-INF/adieu.properties";

    /** The settings of each application, read once. They are strings, which do not refer to a class loader. */
    @GuardedBy("READ")
    private static final Map<ClassLoader, Map<String, Object>> READ = new WeakHashMap<>();

    private ApplicationSettings() {}

    /** Returns those of the calling application. */
    public static Map<String, Object> current() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        synchronized (READ) {
            return READ.computeIfAbsent(
                    context == null ? ApplicationSettings.class.getClassLoader() : context, ApplicationSettings::read);
        }
    }

    private static Map<String, Object> read(ClassLoader loader) {
        URL file = loader.getResource(FILE);
        if (file == null) {
            return Map.of();
        }
        try {
            URLConnection connection = file.openConnection();
            // The cache would keep the archive open.
            connection.setUseCaches(false);
            Properties properties = new Properties();
            try (InputStream in = connection.getInputStream()) {
                properties.load(in);
            }
            return properties.stringPropertyNames().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            name -> name, name -> properties.getProperty(name).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
