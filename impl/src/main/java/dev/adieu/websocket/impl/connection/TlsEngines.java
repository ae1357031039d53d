package dev.adieu.websocket.impl.connection;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes the TLS engine for a connection. */
@FunctionalInterface
public interface TlsEngines {

    /**
     * An engine in client mode, ready for its handshake.
     *
     * @throws java.security.GeneralSecurityException if the platform or the configuration has no usable context
     */
    SSLEngine create(String host, int port) throws java.security.GeneralSecurityException;

    /** Engines of the platform's default context. */
    static TlsEngines platformDefault() {
        return (host, port) -> verifying(defaultContext().createSSLEngine(host, port));
    }

    /** Engines of a given context. */
    static TlsEngines of(SSLContext context) {
        return (host, port) -> verifying(context.createSSLEngine(host, port));
    }

    private static SSLContext defaultContext() throws NoSuchAlgorithmException {
        return SSLContext.getDefault();
    }

    /** The certificate must be for the host that was asked for (RFC 6455, section 4.1; RFC 2818, section 3.1). */
    private static SSLEngine verifying(SSLEngine engine) {
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
}
