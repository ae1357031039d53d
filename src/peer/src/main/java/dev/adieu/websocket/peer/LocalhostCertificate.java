package dev.adieu.websocket.peer;

import javax.net.ssl.SSLContext;

/** A self-signed certificate for localhost and 127.0.0.1, made when it is first asked for. */
public final class LocalhostCertificate {

    /** Made lazily, because keytool takes the better part of a second. */
    private static final class Made {
        static final PeerCertificate CERTIFICATE = PeerCertificate.of("localhost", "dns:localhost", "ip:127.0.0.1");
    }

    private LocalhostCertificate() {}

    /** Returns a context for a server that presents the certificate. */
    public static SSLContext serverContext() {
        return Made.CERTIFICATE.presenting(null);
    }

    /** Returns a context for a client that trusts this certificate and no other. */
    public static SSLContext trustingContext() {
        return Made.CERTIFICATE.trusting();
    }
}
