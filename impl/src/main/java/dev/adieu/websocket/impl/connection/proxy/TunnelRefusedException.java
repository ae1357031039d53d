package dev.adieu.websocket.impl.connection.proxy;

import java.io.IOException;

/** A proxy does not open a tunnel to the server. */
public final class TunnelRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    TunnelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
