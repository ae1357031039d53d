package dev.adieu.websocket.impl.provider.settings;

import jakarta.websocket.DeploymentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sources of settings, nearest first: the endpoint's user properties, the container's properties, the application's
 * archive, the platform.
 */
public final class SettingSources {

    /** A source of settings. */
    private record Source(String name, Function<String, @Nullable Object> lookup) {}

    private final List<Source> sources;

    /**
     * Checks the names, and reads nothing else yet.
     *
     * @param application the settings in the application's archive
     * @param platform is asked after the three maps, and returns {@code null} for a setting that it does not have
     * @throws DeploymentException if one of the three maps has an {@code adieu.} setting that does not exist
     */
    public SettingSources(
            Map<String, Object> endpoint,
            Map<String, Object> container,
            Map<String, Object> application,
            Function<String, @Nullable Object> platform)
            throws DeploymentException {
        this(List.of(
                new Source("the endpoint's user properties", endpoint::get),
                new Source("the container's properties", container::get),
                inArchive(application),
                ofPlatform(platform)));
        UnknownNames.refuse("the endpoint's user properties", endpoint.keySet());
        UnknownNames.refuse("the container's properties", container.keySet());
        UnknownNames.refuse(ApplicationSettings.FILE, application.keySet());
        UnknownNames.warn("the system properties", System.getProperties().keySet());
    }

    /** Returns the sources that exist before the application has a container. */
    public static SettingSources ofApplication() {
        return new SettingSources(
                List.of(inArchive(ApplicationSettings.current()), ofPlatform(PlatformSettings.current()::get)));
    }

    private static Source inArchive(Map<String, Object> application) {
        return new Source(ApplicationSettings.FILE, application::get);
    }

    private static Source ofPlatform(Function<String, @Nullable Object> platform) {
        return new Source("the configuration or the system properties", platform);
    }

    private SettingSources(List<Source> sources) {
        this.sources = sources;
    }

    /** Returns the endpoint's user properties alone. */
    public SettingSources ofEndpoint() {
        return new SettingSources(sources.subList(0, 1));
    }

    /** Reads the values of a setting. */
    @FunctionalInterface
    public interface Parser<T> {

        /**
         * Parses a value.
         *
         * @throws Exception if the value is not allowed
         */
        T parse(Object value) throws Exception;
    }

    /** Returns the nearest value of a setting. */
    public <T> Optional<T> get(Setting<T> setting) throws DeploymentException {
        return get(setting, setting.parser());
    }

    /** Returns the nearest value of a setting, read by a parser that knows more than the setting's own. */
    public <T> Optional<T> get(Setting<?> setting, Parser<T> parser) throws DeploymentException {
        for (Source source : sources) {
            Object value = source.lookup().apply(setting.name());
            if (value != null) {
                try {
                    return Optional.of(parser.parse(value));
                } catch (Exception e) {
                    throw notAllowed(setting, source.name(), value, e);
                }
            }
        }
        return Optional.empty();
    }

    private static DeploymentException notAllowed(Setting<?> setting, String where, Object value, Exception why) {
        String beginning = "the value of \"" + setting.name() + "\" in " + where + " is not allowed: ";
        if (setting.isSecret()) {
            // The cause may quote the value.
            return new DeploymentException(beginning + "a " + value.getClass().getSimpleName()
                    + " that is not shown; it must be " + setting.allowed());
        }
        return new DeploymentException(
                beginning + value + "; it must be " + setting.allowed()
                        + (why.getMessage() == null ? "" : " (" + why.getMessage() + ")"),
                why);
    }
}
