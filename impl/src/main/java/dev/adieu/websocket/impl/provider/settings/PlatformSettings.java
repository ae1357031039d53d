package dev.adieu.websocket.impl.provider.settings;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings from MicroProfile Config if the application has it, then from the system properties. MicroProfile Config is
 * found by the context class loader and used by reflection, because few applications have it, and each may have its
 * own.
 */
public final class PlatformSettings {

    private static final String API = "org.eclipse.microprofile.config.";
    /** Class loaders that do not find it. Remembered, because a search goes through all of their archives. */
    @GuardedBy("LACKING")
    private static final Set<ClassLoader> LACKING = Collections.newSetFromMap(new WeakHashMap<>());

    /** Class loaders of applications whose names in MicroProfile Config have been checked. */
    @GuardedBy("CHECKED")
    private static final Set<ClassLoader> CHECKED = Collections.newSetFromMap(new WeakHashMap<>());

    private static final PlatformSettings NOTHING_BUT_SYSTEM_PROPERTIES = new PlatformSettings(null);

    /** The application's {@code Config}; {@code null} if it has none. */
    private final @Nullable Config config;

    /**
     * The configuration of an application.
     *
     * @param object a {@code Config} of MicroProfile
     * @param getOptionalValue its method
     */
    private record Config(Object object, Method getOptionalValue) {

        Optional<?> get(String key) throws InvocationTargetException, IllegalAccessException {
            return (Optional<?>) getOptionalValue.invoke(object, key, String.class);
        }
    }

    private PlatformSettings(@Nullable Config config) {
        this.config = config;
    }

    /** Returns those of the calling application. */
    public static PlatformSettings current() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        synchronized (LACKING) {
            if (LACKING.contains(context)) {
                return NOTHING_BUT_SYSTEM_PROPERTIES;
            }
        }
        try {
            Class<?> resolver = Class.forName(API + "spi.ConfigProviderResolver", true, context);
            Optional<Object> implementation = implementation(resolver);
            if (implementation.isPresent()) {
                Object config = resolver.getMethod("getConfig").invoke(implementation.get());
                Class<?> type = Class.forName(API + "Config", true, context);
                checkNames(context, type.getMethod("getPropertyNames"), config);
                return new PlatformSettings(
                        new Config(config, type.getMethod("getOptionalValue", String.class, Class.class)));
            }
        } catch (ClassNotFoundException absent) {
            synchronized (LACKING) {
                LACKING.add(context);
            }
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "MicroProfile Config could not be asked for its configuration: "
                            + thrown(e).getMessage(),
                    thrown(e));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("MicroProfile Config could not be asked for its configuration", e);
        }
        return NOTHING_BUT_SYSTEM_PROPERTIES;
    }

    /** Checks once for each application: there may be many names, and they may come from a remote source. */
    private static void checkNames(ClassLoader context, Method getPropertyNames, Object config)
            throws ReflectiveOperationException {
        synchronized (CHECKED) {
            if (!CHECKED.add(context)) {
                return;
            }
        }
        UnknownNames.warn("MicroProfile Config", (Iterable<?>) getPropertyNames.invoke(config));
    }

    /**
     * Returns the implementation, if there is one. None is not an error: GlassFish shows the API to every application,
     * but its implementation only to those that use it.
     */
    private static Optional<Object> implementation(Class<?> resolver) throws ReflectiveOperationException {
        try {
            return Optional.of(resolver.getMethod("instance").invoke(null));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalStateException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns {@code null} if it is not set. */
    public @Nullable Object get(String key) {
        String configured = config == null ? null : configured(config, key);
        return configured != null ? configured : System.getProperty(key);
    }

    private static @Nullable String configured(Config config, String key) {
        try {
            return (String) config.get(key).orElse(null);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "MicroProfile Config could not be asked for \"" + key + "\": "
                            + thrown(e).getMessage(),
                    thrown(e));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("MicroProfile Config could not be asked for \"" + key + "\"", e);
        }
    }

    private static Throwable thrown(InvocationTargetException by) {
        return Objects.requireNonNull(by.getCause(), "reflection wraps what was thrown");
    }
}
