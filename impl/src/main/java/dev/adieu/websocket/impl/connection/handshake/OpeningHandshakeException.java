package dev.adieu.websocket.impl.connection.handshake;

import java.io.IOException;

/** The server did not complete the opening handshake (RFC 6455, section 4.1). */
public final class OpeningHandshakeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The HTTP status of the response; 0 where that is not why. */
    private final int status;
    /** The response's {@code Retry-After}; {@code null} if it has none. */
    private final String retryAfter;

    public OpeningHandshakeException(String message) {
        this(message, null);
    }

    public OpeningHandshakeException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.retryAfter = null;
    }

    /** Says that the server refused, with what its response says of another try. */
    OpeningHandshakeException(String message, int status, String retryAfter) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** Returns the HTTP status with which the server refused; 0 if it did not. */
    public int status() {
        return status;
    }

    /** Returns the value of {@code Retry-After}; {@code null} if there is none. */
    public String retryAfter() {
        return retryAfter;
    }
}
