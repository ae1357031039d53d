package dev.adieu.websocket.impl.connection.tls;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;

/** Says what is probably wrong when TLS fails, and how to fix it. */
public final class TlsFailures {

    private TlsFailures() {}

    /** Returns an exception with such words, and the failure as its cause; any other failure is returned as it is. */
    public static Throwable explained(Throwable failure) {
        return failure instanceof SSLException ? new SSLException("TLS failed: " + why(failure), failure) : failure;
    }

    private static String why(Throwable failure) {
        String said = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        if (failure instanceof NotSslRecordException) {
            // Its message is what came, in hexadecimal digits.
            return "the server does not speak TLS on this port; use ws: instead of wss:, or another port";
        }
        if (isFromUnknownAuthority(failure)) {
            return "the certificate of the server is from an authority that the client does not trust; give"
                    + " adieu.ssl-context a trust store with it (" + said + ")";
        }
        // The alerts of RFC 8446, section 6.2, and of TLS 1.2 for the same.
        if (said.contains("certificate_required") || said.contains("bad_certificate")) {
            return "the server asks for a client certificate that it accepts; give adieu.ssl-context a key store with"
                    + " one (" + said + ")";
        }
        return said;
    }

    private static boolean isFromUnknownAuthority(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }
}
