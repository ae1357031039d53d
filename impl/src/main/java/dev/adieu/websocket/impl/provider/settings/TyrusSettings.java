package dev.adieu.websocket.impl.provider.settings;

import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.proxy.Proxies;
import dev.adieu.websocket.impl.connection.tls.TlsEngines;
import dev.adieu.websocket.impl.endpoint.TyrusProperties;
import jakarta.websocket.DeploymentException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The client properties of Tyrus that keep working, so that its users need only change the dependency. */
public final class TyrusSettings {

    /** Not a compile-time constant, which would be relocated together with the classes of Tyrus. */
    private static final String TYRUS = "org.glassfish".concat(".tyrus.");

    static final Setting<Duration> HANDSHAKE_TIMEOUT =
            as(Setting.CONNECT_TIMEOUT, "client.ClientManager.ContainerTimeout");
    static final Setting<Map<String, String>> PROXY_HEADERS =
            new Setting<>(TYRUS + "client.proxy.headers", "a map of names and values", true, TyrusSettings::headers);
    static final Setting<Object> PROXY_URI =
            new Setting<>(TYRUS + "client.proxy", "the URI of an HTTP proxy, with host and port", true, value -> value);
    static final Setting<TlsEngines> SSL_ENGINE_CONFIGURATOR = new Setting<>(
            TYRUS + "client.sslEngineConfigurator",
            "an SslEngineConfigurator or SslContextConfigurator of Tyrus",
            false,
            TyrusProperties::tls);
    static final Setting<Integer> INCOMING_BUFFER_SIZE = as(Setting.MAX_MESSAGE_SIZE, "incomingBufferSize");
    static final Setting<Object> AUTH_CONFIG =
            new Setting<>(TYRUS + "client.http.auth.AuthConfig", "an AuthConfig of Tyrus", false, value -> value);
    static final Setting<Object> CREDENTIALS =
            new Setting<>(TYRUS + "client.http.auth.Credentials", "Credentials of Tyrus", true, value -> value);
    static final Setting<Boolean> REDIRECT_ENABLED = as(Setting.COMPRESSION, "client.http.redirect");
    static final Setting<Integer> REDIRECT_THRESHOLD = as(Setting.MAX_REDIRECTS, "client.http.redirect.threshold");

    static final Setting<ReconnectStrategy> RECONNECT_HANDLER = new Setting<>(
            TYRUS + "client.ClientManager.ReconnectHandler",
            "a ClientManager.ReconnectHandler of Tyrus",
            false,
            TyrusProperties::reconnecting);

    private static <T> Setting<T> as(Setting<T> ours, String name) {
        return new Setting<>(TYRUS + name, ours.allowed(), ours.isSecret(), ours.parser());
    }

    private static final int DEFAULT_REDIRECT_THRESHOLD = 5;

    private final SettingSources sources;

    public TyrusSettings(SettingSources sources) {
        this.sources = sources;
    }

    Optional<Duration> handshakeTimeout() throws DeploymentException {
        return sources.get(HANDSHAKE_TIMEOUT);
    }

    /** Returns Tyrus' reconnect handler as a strategy. */
    public Optional<ReconnectStrategy> reconnectHandler() throws DeploymentException {
        return sources.get(RECONNECT_HANDLER);
    }

    Optional<Proxies> proxies() throws DeploymentException {
        Map<String, String> headers = sources.get(PROXY_HEADERS).orElse(Map.of());
        return sources.get(PROXY_URI, value -> Proxies.always(Values.proxy(asHttp(value), headers)));
    }

    /** Replaces the scheme by {@code http}, because Tyrus accepts any. */
    private static String asHttp(Object uri) {
        return uri.toString().replaceFirst("(?i)^(?!https?:)[a-z][a-z0-9+.-]*://", "http://");
    }

    private static Map<String, String> headers(Object value) {
        Map<String, String> headers = new HashMap<>();
        Map<?, ?> given = Values.cast(Map.class, value);
        given.forEach((name, header) -> headers.put(name.toString(), header.toString()));
        return headers;
    }

    Optional<TlsEngines> tls() throws DeploymentException {
        return sources.get(SSL_ENGINE_CONFIGURATOR);
    }

    Optional<Integer> incomingBufferSize() throws DeploymentException {
        return sources.get(INCOMING_BUFFER_SIZE);
    }

    Optional<Authenticator> authenticator() throws DeploymentException {
        Object config = sources.get(AUTH_CONFIG).orElse(null);
        return sources.get(CREDENTIALS, value -> TyrusProperties.authenticator(config, value));
    }

    Optional<Integer> maxRedirects() throws DeploymentException {
        if (!sources.get(REDIRECT_ENABLED).orElse(false)) {
            return Optional.empty();
        }
        return Optional.of(sources.get(REDIRECT_THRESHOLD).orElse(DEFAULT_REDIRECT_THRESHOLD));
    }
}
