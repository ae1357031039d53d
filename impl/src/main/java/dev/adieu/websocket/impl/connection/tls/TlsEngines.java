package dev.adieu.websocket.impl.connection.tls;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Creates the TLS engine for a connection. */
@FunctionalInterface
public interface TlsEngines {

    /**
     * Returns an engine in client mode, ready for its handshake.
     *
     * @throws java.security.GeneralSecurityException if the platform or the configuration has no usable context
     */
    SSLEngine create(String host, int port) throws java.security.GeneralSecurityException;

    /**
     * Returns the verifier that checks the host in place of the engine after the TLS handshake, on the callback
     * executor; {@code null} for none.
     */
    default @Nullable HostnameVerifier hostnameVerifier() {
        return null;
    }

    /** Returns engines of the platform's default context. */
    static TlsEngines platformDefault() {
        return (host, port) -> verifying(SSLContext.getDefault().createSSLEngine(host, port));
    }

    /** Returns engines of a given context. */
    static TlsEngines of(SSLContext context) {
        return (host, port) -> verifying(context.createSSLEngine(host, port));
    }

    /**
     * Configures an engine as a client that requires a certificate for the requested host (RFC 6455, section 4.1; RFC
     * 2818, section 3.1).
     */
    static SSLEngine verifying(SSLEngine engine) {
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
}
