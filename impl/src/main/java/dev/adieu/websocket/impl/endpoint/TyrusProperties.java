package dev.adieu.websocket.impl.endpoint;

import dev.adieu.websocket.impl.connection.Authenticator;
import dev.adieu.websocket.impl.connection.TlsEngines;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.glassfish.tyrus.client.SslContextConfigurator;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.client.auth.AuthConfig;
import org.glassfish.tyrus.client.auth.AuthenticationException;
import org.glassfish.tyrus.client.auth.Credentials;

/** The values of Tyrus' own client properties, turned into ours. */
public final class TyrusProperties {

    private TyrusProperties() {
    }

    /**
     * Engines of Tyrus' TLS configuration.
     *
     * @param configurator an {@link SslEngineConfigurator} or {@link SslContextConfigurator}
     * @throws IllegalArgumentException if it is neither
     */
    public static TlsEngines tls(Object configurator) {
        if (configurator instanceof SslEngineConfigurator engine) {
            return (host, port) -> verifying(engine.copy(), host);
        } else if (configurator instanceof SslContextConfigurator context) {
            return (host, port) -> verifying(new SslEngineConfigurator(context), host);
        }
        throw new IllegalArgumentException("it must be an SslEngineConfigurator or SslContextConfigurator, not " + configurator.getClass().getName());
    }

    private static SSLEngine verifying(SslEngineConfigurator configurator, String host) throws GeneralSecurityException {
        configurator.setClientMode(true);
        SSLEngine engine = configurator.createSSLEngine(host);
        if (configurator.isHostVerificationEnabled() && configurator.getHostnameVerifier() == null) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    /**
     * Answers challenges as Tyrus does, with Basic and Digest unless the configuration says otherwise.
     *
     * @param config an {@link AuthConfig}, or {@code null} for Tyrus' default
     * @param credentials {@link Credentials}
     * @throws IllegalArgumentException if one of them is something else
     */
    public static Authenticator authenticator(Object config, Object credentials) {
        if (!(credentials instanceof Credentials known)) {
            throw new IllegalArgumentException("credentials must be a " + Credentials.class.getName() + ", not " + credentials.getClass().getName());
        }
        if (config != null && !(config instanceof AuthConfig)) {
            throw new IllegalArgumentException("the configuration must be an " + AuthConfig.class.getName() + ", not " + config.getClass().getName());
        }
        AuthConfig schemes = config == null ? AuthConfig.Builder.create().build() : (AuthConfig) config;
        return (uri, challenges) -> answer(schemes.getAuthenticators(), known, uri, challenges);
    }

    /** With our user name and password instead of Tyrus' object. */
    public static Authenticator authenticator(String user, String password) {
        return authenticator(null, new Credentials(user, password));
    }

    private static String answer(Map<String, org.glassfish.tyrus.client.auth.Authenticator> schemes, Credentials credentials, URI uri,
            List<String> challenges) throws IOException {
        for (String challenge : challenges) {
            String scheme = challenge.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
            for (Map.Entry<String, org.glassfish.tyrus.client.auth.Authenticator> known : schemes.entrySet()) {
                if (known.getKey().toLowerCase(Locale.ROOT).equals(scheme)) {
                    return answer(known.getValue(), credentials, uri, challenge);
                }
            }
        }
        return null;
    }

    private static String answer(org.glassfish.tyrus.client.auth.Authenticator authenticator, Credentials credentials, URI uri, String challenge)
            throws IOException {
        try {
            return authenticator.generateAuthorizationHeader(uri, challenge, credentials);
        } catch (AuthenticationException e) {
            throw new IOException("the challenge \"" + challenge + "\" of " + uri + " cannot be answered: " + e.getMessage(), e);
        }
    }
}
