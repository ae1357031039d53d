package dev.adieu.websocket.impl.provider.settings;

import jakarta.websocket.DeploymentException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where settings come from, nearest first: the endpoint's user properties, the container's properties, the
 * application's archive, the platform's.
 */
public final class SettingSources {

    /** A place where settings may stand. */
    private record Source(String name, Function<String, Object> lookup) {}

    /** What may have a password in it. */
    private static final Set<String> SECRET = Set.of(
            Setting.CREDENTIALS.key,
            Setting.PROXY.key,
            TyrusSettings.CREDENTIALS,
            TyrusSettings.PROXY_URI,
            TyrusSettings.PROXY_HEADERS);

    private final List<Source> sources;

    /**
     * Reads nothing yet but the names.
     *
     * @param application what stands in the application's archive
     * @param platform where to look after the three maps; gives {@code null} for what it does not have
     * @throws DeploymentException if one of the three maps, or the system properties, have an {@code adieu.} setting
     *     that does not exist
     */
    public SettingSources(
            Map<String, Object> endpoint,
            Map<String, Object> container,
            Map<String, Object> application,
            Function<String, Object> platform)
            throws DeploymentException {
        this(List.of(
                new Source("the endpoint's user properties", endpoint::get),
                new Source("the container's properties", container::get),
                inArchive(application),
                ofPlatform(platform)));
        checkNames("the endpoint's user properties", endpoint.keySet());
        checkNames("the container's properties", container.keySet());
        checkNames(ApplicationSettings.FILE, application.keySet());
        checkNames("the system properties", System.getProperties().keySet());
    }

    /** What an application says before it has a container. */
    public static SettingSources ofApplication() {
        return new SettingSources(
                List.of(inArchive(ApplicationSettings.current()), ofPlatform(PlatformSettings.current()::get)));
    }

    private static Source inArchive(Map<String, Object> application) {
        return new Source(ApplicationSettings.FILE, application::get);
    }

    private static Source ofPlatform(Function<String, Object> platform) {
        return new Source("the configuration or the system properties", platform);
    }

    private SettingSources(List<Source> sources) {
        this.sources = sources;
    }

    /** The nearest place alone. */
    public SettingSources ofEndpoint() {
        return new SettingSources(sources.subList(0, 1));
    }

    private static void checkNames(String where, Set<?> keys) throws DeploymentException {
        for (Object name : keys) {
            if (name instanceof String key
                    && key.startsWith(Setting.PREFIX)
                    && Setting.of(key).isEmpty()) {
                throw new DeploymentException(
                        "there is no setting \"" + key + "\", which stands in " + where + "; there are "
                                + Arrays.stream(Setting.values())
                                        .map(setting -> setting.key)
                                        .toList());
            }
        }
    }

    /** Turns a value into what a setting means. */
    @FunctionalInterface
    public interface Parser<T> {

        /**
         * Reads one.
         *
         * @throws Exception if the value is not allowed
         */
        T parse(Object value) throws Exception;
    }

    /** The nearest value of a setting. */
    public <T> Optional<T> get(Setting setting, Parser<T> parser) throws DeploymentException {
        return get(setting.key, setting.allowed, parser);
    }

    /** The nearest value of a setting under some other name. */
    public <T> Optional<T> get(String key, String allowed, Parser<T> parser) throws DeploymentException {
        for (Source source : sources) {
            Object value = source.lookup().apply(key);
            if (value != null) {
                try {
                    return Optional.of(parser.parse(value));
                } catch (Exception e) {
                    throw notAllowed(key, source.name(), value, allowed, e);
                }
            }
        }
        return Optional.empty();
    }

    private static DeploymentException notAllowed(
            String key, String where, Object value, String allowed, Exception why) {
        String beginning = "the value of \"" + key + "\" in " + where + " is not allowed: ";
        if (SECRET.contains(key)) {
            // The cause may quote the value.
            return new DeploymentException(
                    beginning + "a " + value.getClass().getSimpleName() + " that is not shown; allowed is " + allowed);
        }
        return new DeploymentException(
                beginning + value + "; allowed is " + allowed
                        + (why.getMessage() == null ? "" : " (" + why.getMessage() + ")"),
                why);
    }
}
