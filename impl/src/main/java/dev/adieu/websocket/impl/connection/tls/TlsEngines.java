package dev.adieu.websocket.impl.connection.tls;

import javax.net.ssl.HostnameVerifier;
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

    /**
     * Returns what checks the host instead of the engine when the TLS handshake is done, on the callback executor;
     * {@code null} for nothing.
     */
    default HostnameVerifier hostnameVerifier() {
        return null;
    }

    /** Engines of the platform's default context. */
    static TlsEngines platformDefault() {
        return (host, port) -> verifying(SSLContext.getDefault().createSSLEngine(host, port));
    }

    /** Engines of a given context. */
    static TlsEngines of(SSLContext context) {
        return (host, port) -> verifying(context.createSSLEngine(host, port));
    }

    /**
     * Makes an engine a client whose server's certificate must be for the host that was asked for (RFC 6455, section
     * 4.1; RFC 2818, section 3.1).
     */
    static SSLEngine verifying(SSLEngine engine) {
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
}
