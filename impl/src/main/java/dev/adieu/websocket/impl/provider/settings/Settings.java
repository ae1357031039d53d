package dev.adieu.websocket.impl.provider.settings;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.ConnectionSettings;
import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.handshake.HandshakeSettings;
import dev.adieu.websocket.impl.connection.handshake.Proxy;
import dev.adieu.websocket.impl.connection.tls.TlsEngines;
import dev.adieu.websocket.impl.provider.application.ManagedExecutor;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * The settings of one connection.
 *
 * @param closeOnError whether a failure of the endpoint closes its session
 * @param requiredExtensions names of extensions without which the connection is of no use
 * @param executor for callbacks; {@code null} for the container's
 * @param maxMessageSize for the container's defaults and of every frame, in bytes; {@code null} if none was set
 */
public record Settings(
        ConnectionSettings connection,
        boolean closeOnError,
        Set<String> requiredExtensions,
        boolean compression,
        Executor executor,
        Integer maxMessageSize) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TCP_CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Reads and checks all of them.
     *
     * @throws DeploymentException if one of them does not exist or is not allowed
     */
    public static Settings read(ClientEndpointConfig config, SettingSources sources) throws DeploymentException {
        TyrusSettings tyrus = new TyrusSettings(sources);
        ConnectionSettings connection = new ConnectionSettings(
                sources.get(Setting.RULES, Settings::rules).orElse(CloseRules.BROWSER),
                first(sources.get(Setting.CONNECT_TIMEOUT, Durations::parse), tyrus.handshakeTimeout())
                        .orElse(CONNECT_TIMEOUT),
                sources.get(Setting.CLOSING_TIMEOUT, Durations::parse).orElse(CLOSING_TIMEOUT),
                sources.get(Setting.TCP_CLOSE_TIMEOUT, Durations::parse).orElse(TCP_CLOSE_TIMEOUT),
                handshake(config, sources, tyrus));
        return new Settings(
                connection,
                sources.get(Setting.CLOSE_ON_ERROR, Settings::bool).orElse(false),
                sources.get(Setting.REQUIRED_EXTENSIONS, Settings::names).orElse(Set.of()),
                sources.get(Setting.COMPRESSION, Settings::bool).orElse(false),
                sources.get(Setting.EXECUTOR, value -> cast(Executor.class, value))
                        .orElseGet(ManagedExecutor::ofApplication),
                first(
                                sources.get(Setting.MAX_MESSAGE_SIZE, value -> between(1, Integer.MAX_VALUE, value)),
                                tyrus.incomingBufferSize())
                        .orElse(null));
    }

    private static HandshakeSettings handshake(ClientEndpointConfig config, SettingSources sources, TyrusSettings tyrus)
            throws DeploymentException {
        return new HandshakeSettings(
                tls(config, sources, tyrus),
                first(sources.get(Setting.PROXY, value -> proxy(value, Map.of())), tyrus.proxy())
                        .orElse(null),
                first(sources.get(Setting.CREDENTIALS, Settings::authenticator), tyrus.authenticator())
                        .orElse(null),
                first(sources.get(Setting.MAX_REDIRECTS, value -> between(0, 100, value)), tyrus.maxRedirects())
                        .orElse(0));
    }

    private static <T> Optional<T> first(Optional<T> ours, Optional<T> theirs) {
        return ours.isPresent() ? ours : theirs;
    }

    private static TlsEngines tls(ClientEndpointConfig config, SettingSources sources, TyrusSettings tyrus)
            throws DeploymentException {
        SSLContext own = sslContext(config);
        if (own != null) {
            return TlsEngines.of(own);
        }
        Optional<TlsEngines> configured =
                sources.get(Setting.SSL_CONTEXT, value -> TlsEngines.of(cast(SSLContext.class, value)));
        return first(configured, tyrus.tls()).orElseGet(TlsEngines::platformDefault);
    }

    /** Jakarta WebSocket 2.0, which some servers have, knows no such method yet. */
    private static SSLContext sslContext(ClientEndpointConfig config) {
        try {
            return config.getSSLContext();
        } catch (NoSuchMethodError e) {
            return null;
        }
    }

    private static CloseRules rules(Object value) {
        return value instanceof CloseRules rules
                ? rules
                : switch (value.toString()) {
                    case "browser" -> CloseRules.BROWSER;
                    case "rfc6455" -> CloseRules.RFC6455;
                    default -> throw new IllegalArgumentException("there are no other rule sets");
                };
    }

    private static Set<String> names(Object value) {
        return Arrays.stream(value.toString().split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Authenticator authenticator(Object value) {
        String[] parts = cast(String.class, value).split(":", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("there is no colon in it");
        }
        return new PasswordAuthenticator(parts[0], parts[1]);
    }

    static Proxy proxy(Object value, Map<String, String> headers) {
        URI uri = URI.create(value.toString());
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"http".equalsIgnoreCase(uri.getScheme())
                || uri.getHost() == null
                || uri.getPort() == 0
                || uri.getPort() > 0xFFFF) {
            throw new IllegalArgumentException("it is no such URI");
        }
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        String info = uri.getRawUserInfo();
        String[] user = info == null
                ? new String[] {null, null}
                : info.contains(":") ? info.split(":", 2) : new String[] {info, ""};
        return new Proxy(
                tls,
                host,
                uri.getPort() != -1 ? uri.getPort() : tls ? 443 : 80,
                decoded(user[0]),
                decoded(user[1]),
                headers);
    }

    private static String decoded(String userInfo) {
        return userInfo == null ? null : URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    public static boolean bool(Object value) {
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is neither");
        };
    }

    static int between(int least, int most, Object value) {
        int number = Integer.parseInt(value.toString().strip());
        if (number < least || number > most) {
            throw new IllegalArgumentException("it is out of range");
        }
        return number;
    }

    static <T> T cast(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("it is a " + value.getClass().getName());
        }
        return type.cast(value);
    }
}
