package dev.adieu.websocket.impl.connection.proxy;

import java.io.IOException;

/** A proxy answers, and does not open a tunnel to the server. */
public final class TunnelRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    TunnelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the same with something more to say. */
    public TunnelRefusedException saying(String more) {
        return new TunnelRefusedException(getMessage() + more, getCause());
    }
}
