package dev.adieu.websocket.impl.endpoint;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator.Scheme;
import dev.adieu.websocket.impl.connection.tls.TlsEngines;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLEngine;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.RetryAfterException;
import org.glassfish.tyrus.client.SslContextConfigurator;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.client.auth.AuthConfig;
import org.glassfish.tyrus.client.auth.AuthenticationException;
import org.glassfish.tyrus.client.auth.Credentials;
import org.jspecify.annotations.Nullable;

/** Converts the values of Tyrus' client properties to ours. */
public final class TyrusProperties {

    private TyrusProperties() {}

    /**
     * Returns a strategy that asks Tyrus' handler, as Tyrus does, after a session has ended and after a try has failed.
     *
     * @param handler a {@link ClientManager.ReconnectHandler}
     * @throws IllegalArgumentException if it is something else
     */
    public static ReconnectStrategy reconnecting(Object handler) {
        if (!(handler instanceof ClientManager.ReconnectHandler known)) {
            throw new IllegalArgumentException("it must be a " + ClientManager.ReconnectHandler.class.getName()
                    + ", not " + handler.getClass().getName());
        }
        return context -> again(known, context) ? Optional.of(Duration.ofSeconds(known.getDelay())) : Optional.empty();
    }

    private static boolean again(ClientManager.ReconnectHandler handler, ReconnectContext context) {
        CloseEvent event = context.event();
        if (context.established()) {
            return handler.onDisconnect(new CloseReason(NamelessCode.of(event.code()), event.reason()));
        }
        Throwable cause = event.failure().orElse(null);
        String message = cause == null ? "no connection" : cause.getMessage();
        return handler.onConnectFailure(new DeploymentException(
                message,
                context.retryAfter()
                        .<Throwable>map(time -> new RetryAfterException(message, time.toSeconds()))
                        .orElse(cause)));
    }

    /**
     * Returns engines of Tyrus' TLS configuration.
     *
     * @param configurator an {@link SslEngineConfigurator} or {@link SslContextConfigurator}
     * @throws IllegalArgumentException if it is neither
     */
    public static TlsEngines tls(Object configurator) {
        if (configurator instanceof SslEngineConfigurator engine) {
            return new Engines(engine);
        } else if (configurator instanceof SslContextConfigurator context) {
            return new Engines(new SslEngineConfigurator(context));
        }
        throw new IllegalArgumentException("it must be an SslEngineConfigurator or SslContextConfigurator, not "
                + configurator.getClass().getName());
    }

    /**
     * Engines whose host name check is the application's own verifier if it has one, otherwise the platform's, which
     * can also be switched off, as Tyrus' Javadoc says.
     */
    private record Engines(SslEngineConfigurator configurator) implements TlsEngines {

        @Override
        public SSLEngine create(String host, int port) {
            SSLEngine engine = configurator.createSSLEngine(host);
            engine.setUseClientMode(true);
            return configurator.isHostVerificationEnabled() && hostnameVerifier() == null
                    ? TlsEngines.verifying(engine)
                    : engine;
        }

        @Override
        public @Nullable HostnameVerifier hostnameVerifier() {
            return configurator.getHostnameVerifier();
        }
    }

    /**
     * Returns an authenticator that answers challenges with Basic and Digest unless the configuration says otherwise.
     * Authenticators of the application take precedence, also for these two.
     *
     * @param config an {@link AuthConfig}, or {@code null} for Tyrus' default
     * @param credentials {@link Credentials}
     * @throws IllegalArgumentException if one of them is something else
     */
    public static Authenticator authenticator(@Nullable Object config, Object credentials) {
        if (!(credentials instanceof Credentials known)) {
            throw new IllegalArgumentException("credentials must be a " + Credentials.class.getName() + ", not "
                    + credentials.getClass().getName());
        }
        if (config != null && !(config instanceof AuthConfig)) {
            throw new IllegalArgumentException("the configuration must be an " + AuthConfig.class.getName() + ", not "
                    + config.getClass().getName());
        }
        AuthConfig schemes = config == null ? AuthConfig.Builder.create().build() : (AuthConfig) config;
        Map<String, org.glassfish.tyrus.client.auth.Authenticator> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Set<Scheme> provided = EnumSet.noneOf(Scheme.class);
        schemes.getAuthenticators().forEach((scheme, authenticator) -> {
            if (authenticator.getClass().getPackage() == AuthConfig.class.getPackage()) {
                provided.add(Scheme.valueOf(scheme.toUpperCase(Locale.ROOT)));
            } else {
                own.put(scheme, authenticator);
            }
        });
        Authenticator standard = new PasswordAuthenticator(
                known.getUsername(), known.getPassword(), StandardCharsets.ISO_8859_1, provided);
        return (request, challenges) -> {
            for (Challenge challenge : challenges) {
                if (own.containsKey(challenge.scheme())) {
                    return new Authorization(
                            known.getUsername(),
                            answer(own.get(challenge.scheme()), known, request.uri(), challenge.text()));
                }
            }
            return standard.answer(request, challenges);
        };
    }

    private static String answer(
            org.glassfish.tyrus.client.auth.Authenticator authenticator,
            Credentials credentials,
            URI uri,
            String challenge)
            throws IOException {
        try {
            return authenticator.generateAuthorizationHeader(uri, challenge, credentials);
        } catch (AuthenticationException e) {
            throw new IOException(
                    "the challenge \"" + challenge + "\" of the server cannot be answered by "
                            + authenticator.getClass().getName() + ": " + e.getMessage(),
                    e);
        }
    }
}
