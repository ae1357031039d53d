package dev.adieu.websocket.impl.provider.settings;

import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.handshake.Proxy;
import dev.adieu.websocket.impl.connection.tls.TlsEngines;
import dev.adieu.websocket.impl.endpoint.TyrusProperties;
import jakarta.websocket.DeploymentException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The client properties of Tyrus that keep working, so that its users need only change the dependency. */
public final class TyrusSettings {

    /** No compile-time constant: in the bundle, where Tyrus has another name, its properties keep theirs. */
    private static final String TYRUS = "org.glassfish".concat(".tyrus.");

    static final String HANDSHAKE_TIMEOUT = TYRUS + "client.ClientManager.ContainerTimeout";
    static final String PROXY_URI = TYRUS + "client.proxy";
    static final String PROXY_HEADERS = TYRUS + "client.proxy.headers";
    static final String SSL_ENGINE_CONFIGURATOR = TYRUS + "client.sslEngineConfigurator";
    static final String INCOMING_BUFFER_SIZE = TYRUS + "incomingBufferSize";
    static final String AUTH_CONFIG = TYRUS + "client.http.auth.AuthConfig";
    static final String CREDENTIALS = TYRUS + "client.http.auth.Credentials";
    static final String REDIRECT_ENABLED = TYRUS + "client.http.redirect";
    static final String REDIRECT_THRESHOLD = TYRUS + "client.http.redirect.threshold";

    private static final int DEFAULT_REDIRECT_THRESHOLD = 5;

    private final SettingSources sources;

    TyrusSettings(SettingSources sources) {
        this.sources = sources;
    }

    Optional<Duration> handshakeTimeout() throws DeploymentException {
        return sources.get(HANDSHAKE_TIMEOUT, Durations.ALLOWED, Durations::parse);
    }

    Optional<Proxy> proxy() throws DeploymentException {
        Map<String, String> headers = sources.get(PROXY_HEADERS, "a map of names and values", TyrusSettings::headers)
                .orElse(Map.of());
        return sources.get(PROXY_URI, Setting.PROXY.allowed, value -> Settings.proxy(asHttp(value), headers));
    }

    /** Tyrus takes any scheme. */
    private static String asHttp(Object uri) {
        return uri.toString().replaceFirst("(?i)^(?!https?:)[a-z][a-z0-9+.-]*://", "http://");
    }

    private static Map<String, String> headers(Object value) {
        Map<String, String> headers = new HashMap<>();
        Map<?, ?> given = Settings.cast(Map.class, value);
        given.forEach((name, header) -> headers.put(name.toString(), header.toString()));
        return headers;
    }

    Optional<TlsEngines> tls() throws DeploymentException {
        return sources.get(
                SSL_ENGINE_CONFIGURATOR,
                "an SslEngineConfigurator or SslContextConfigurator of Tyrus",
                TyrusProperties::tls);
    }

    Optional<Integer> incomingBufferSize() throws DeploymentException {
        return sources.get(
                INCOMING_BUFFER_SIZE,
                Setting.MAX_MESSAGE_SIZE.allowed,
                value -> Settings.between(1, Integer.MAX_VALUE, value));
    }

    Optional<Authenticator> authenticator() throws DeploymentException {
        Object config = sources.get(AUTH_CONFIG, "an AuthConfig of Tyrus", value -> value)
                .orElse(null);
        return sources.get(CREDENTIALS, "Credentials of Tyrus", value -> TyrusProperties.authenticator(config, value));
    }

    Optional<Integer> maxRedirects() throws DeploymentException {
        if (!sources.get(REDIRECT_ENABLED, Setting.COMPRESSION.allowed, Settings::bool)
                .orElse(false)) {
            return Optional.empty();
        }
        return Optional.of(
                sources.get(REDIRECT_THRESHOLD, Setting.MAX_REDIRECTS.allowed, value -> Settings.between(0, 100, value))
                        .orElse(DEFAULT_REDIRECT_THRESHOLD));
    }
}
