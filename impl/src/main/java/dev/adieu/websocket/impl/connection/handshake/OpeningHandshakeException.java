package dev.adieu.websocket.impl.connection.handshake;

import java.io.IOException;

/** The server did not complete the opening handshake (RFC 6455, section 4.1). */
public final class OpeningHandshakeException extends IOException {

    private static final long serialVersionUID = 1L;

    public OpeningHandshakeException(String message) {
        super(message);
    }

    public OpeningHandshakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
