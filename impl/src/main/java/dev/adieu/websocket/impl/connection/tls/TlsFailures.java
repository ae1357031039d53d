package dev.adieu.websocket.impl.connection.tls;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** Says what is probably wrong when TLS fails, and how to fix it. */
public final class TlsFailures {

    /** The peer of a TLS connection, in the words of a message. */
    public enum Peer {
        SERVER("the server", "use ws: instead of wss:"),
        PROXY("the proxy", "use http: instead of https: for it");

        private final String name;
        private final String withoutTls;

        Peer(String name, String withoutTls) {
            this.name = name;
            this.withoutTls = withoutTls;
        }
    }

    /**
     * The alerts by which a peer refuses a client for its certificate, or for having none (RFC 8446, section 6.2; RFC
     * 5246, section 7.2.2).
     */
    private static final List<String> ABOUT_CLIENT_CERTIFICATES = List.of(
            "certificate_required",
            "no_certificate",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca");

    private TlsFailures() {}

    /** Returns an exception with such words, and the failure as its cause; any other failure is returned as it is. */
    public static Throwable explained(Throwable failure, Peer peer) {
        return failure instanceof SSLException
                ? new SSLException("TLS failed: " + why(failure, peer), failure)
                : failure;
    }

    private static String why(Throwable failure, Peer peer) {
        String said = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        if (failure instanceof NotSslRecordException) {
            // Its message is what came, in hexadecimal digits.
            return peer.name + " does not speak TLS on this port; " + peer.withoutTls + ", or another port";
        }
        if (has(failure, CertPathBuilderException.class)) {
            return "the certificate of " + peer.name + " is from an authority that the client does not trust; give"
                    + " adieu.ssl-context a trust store with it (" + said + ")";
        }
        if (has(failure, CertificateExpiredException.class) || has(failure, CertificateNotYetValidException.class)) {
            return "the certificate of " + peer.name
                    + " is not valid now; check its dates and the clock of this machine" + " (" + said + ")";
        }
        // What the JDK throws for a host that the certificate does not name has no cause.
        if (failure.getCause() instanceof CertificateException unnamed && unnamed.getCause() == null) {
            return "the certificate of " + peer.name + " is not accepted; connect by a name that it has (" + said + ")";
        }
        if (said.startsWith("Received fatal alert: ")
                && ABOUT_CLIENT_CERTIFICATES.contains(said.substring(said.lastIndexOf(' ') + 1))) {
            return peer.name + " asks for a client certificate that it accepts; give adieu.ssl-context a key store with"
                    + " one (" + said + ")";
        }
        return said;
    }

    private static boolean has(Throwable failure, Class<?> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the end of a message about a peer that ended a TLS connection without an alert. With TLS 1.3 the client's
     * handshake is over before the peer can miss its certificate, and TCP may lose the alert (RFC 8446, section 4.4.2).
     */
    public static String missingCertificateHint(SSLSession session) {
        return session.getLocalCertificates() == null
                ? "; if it asks for a client certificate, give adieu.ssl-context a key store with one"
                : "";
    }
}
