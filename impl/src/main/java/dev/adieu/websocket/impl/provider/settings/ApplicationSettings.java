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
 * Settings in the archive of an application, so that each of several on one server has its own. The context class
 * loader finds them.
 */
public final class ApplicationSettings {

    static final String FILE = "META-INF/adieu.properties";

    /** Those of each application, read once. Only strings, which refer to no class loader. */
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
