package dev.adieu.websocket.impl.provider.settings;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.ConnectionSettings;
import dev.adieu.websocket.impl.connection.handshake.HandshakeSettings;
import dev.adieu.websocket.impl.connection.proxy.SystemProxies;
import dev.adieu.websocket.impl.connection.tls.TlsEngines;
import dev.adieu.websocket.impl.provider.application.ManagedExecutor;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one connection.
 *
 * @param closeOnError whether a failure of the endpoint closes its session
 * @param requiredExtensions names of extensions that the server must agree to
 * @param origin the {@code Origin} header; "server" for that of the server itself; "none" for no such header
 * @param userAgent the {@code User-Agent} header; "none" for no such header
 * @param executor for callbacks; {@code null} for Adieu's own threads
 * @param maxMessageSize the limit of a message unless the container sets one, in bytes; {@code null} if none was set
 */
public record Settings(
        ConnectionSettings connection,
        boolean closeOnError,
        Set<String> requiredExtensions,
        boolean compression,
        String origin,
        String userAgent,
        @Nullable Executor executor,
        @Nullable Integer maxMessageSize) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TCP_CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PONG_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Reads and checks all of them.
     *
     * @throws DeploymentException if one of them does not exist or is not allowed
     */
    public static Settings read(ClientEndpointConfig config, SettingSources sources) throws DeploymentException {
        TyrusSettings tyrus = new TyrusSettings(sources);
        ConnectionSettings connection = new ConnectionSettings(
                sources.get(Setting.RULES).orElse(CloseRules.BROWSER),
                first(sources.get(Setting.CONNECT_TIMEOUT), tyrus.handshakeTimeout())
                        .orElse(CONNECT_TIMEOUT),
                sources.get(Setting.CLOSING_TIMEOUT).orElse(CLOSING_TIMEOUT),
                sources.get(Setting.TCP_CLOSE_TIMEOUT).orElse(TCP_CLOSE_TIMEOUT),
                sources.get(Setting.PING_INTERVAL).orElse(Duration.ZERO),
                sources.get(Setting.PONG_TIMEOUT).orElse(PONG_TIMEOUT),
                handshake(config, sources, tyrus));
        return new Settings(
                connection,
                sources.get(Setting.CLOSE_ON_ERROR).orElse(false),
                sources.get(Setting.REQUIRED_EXTENSIONS).orElse(Set.of()),
                sources.get(Setting.COMPRESSION).orElse(false),
                sources.get(Setting.ORIGIN).orElse(Values.SERVER),
                sources.get(Setting.USER_AGENT).orElse("Adieu"),
                sources.get(Setting.EXECUTOR).or(ManagedExecutor::ofApplication).orElse(null),
                first(sources.get(Setting.MAX_MESSAGE_SIZE), tyrus.incomingBufferSize())
                        .orElse(null));
    }

    private static HandshakeSettings handshake(ClientEndpointConfig config, SettingSources sources, TyrusSettings tyrus)
            throws DeploymentException {
        return new HandshakeSettings(
                tls(config, sources, tyrus),
                first(sources.get(Setting.PROXY), tyrus.proxies()).orElseGet(SystemProxies::new),
                first(sources.get(Setting.CREDENTIALS), tyrus.authenticator()).orElse(null),
                first(sources.get(Setting.MAX_REDIRECTS), tyrus.maxRedirects()).orElse(0));
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
        Optional<TlsEngines> configured = sources.get(Setting.SSL_CONTEXT).map(TlsEngines::of);
        return first(configured, tyrus.tls()).orElseGet(TlsEngines::platformDefault);
    }

    /** Returns {@code null} also with Jakarta WebSocket 2.0, which some servers have and which lacks the method. */
    private static @Nullable SSLContext sslContext(ClientEndpointConfig config) {
        try {
            return config.getSSLContext();
        } catch (NoSuchMethodError e) {
            return null;
        }
    }
}
