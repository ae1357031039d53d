package dev.adieu.websocket.impl.provider.settings;

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

    /** Of each application, read once. Strings alone, which refer to no class loader. Guarded by itself. */
    private static final Map<ClassLoader, Map<String, Object>> READ = new WeakHashMap<>();

    private ApplicationSettings() {}

    /** Those of the application that is calling. */
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
