package dev.adieu.websocket.impl.provider;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Settings from MicroProfile Config where the application has it, then from the system properties. MicroProfile Config is found by the context class
 * loader, and only by name, since hardly any two applications have the same or any.
 */
final class PlatformSettings {

    private PlatformSettings() {
    }

    /** {@code null} where it is not set. */
    static Object get(String key) {
        String configured = fromMicroProfileConfig(key);
        return configured != null ? configured : System.getProperty(key);
    }

    private static String fromMicroProfileConfig(String key) {
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            Class<?> provider = Class.forName("org.eclipse.microprofile.config.ConfigProvider", true, context);
            Class<?> config = Class.forName("org.eclipse.microprofile.config.Config", true, context);
            Object current = provider.getMethod("getConfig").invoke(null);
            Object value = config.getMethod("getOptionalValue", String.class, Class.class).invoke(current, key, String.class);
            return (String) ((Optional<?>) value).orElse(null);
        } catch (ClassNotFoundException absent) {
            return null;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("MicroProfile Config could not be asked for \"" + key + "\": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("MicroProfile Config could not be asked for \"" + key + "\"", e);
        }
    }
}
