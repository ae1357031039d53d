package dev.adieu.websocket.impl.connection.proxy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A proxy answers, and does not open a tunnel to the server. */
public final class TunnelRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    TunnelRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the same with something more to say. */
    public TunnelRefusedException saying(String more) {
        return new TunnelRefusedException(getMessage() + more, getCause());
    }
}
