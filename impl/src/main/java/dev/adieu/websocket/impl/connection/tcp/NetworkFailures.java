package dev.adieu.websocket.impl.connection.tcp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Creates exceptions of the same kind as a network failure, so that clients that retry can distinguish them: CometD,
 * for example, gives up after a plain {@link IOException}.
 */
public final class NetworkFailures {

    private static final Map<Class<? extends IOException>, Function<String, IOException>> KINDS = Map.of(
            ConnectException.class, ConnectException::new,
            NoRouteToHostException.class, NoRouteToHostException::new,
            SocketTimeoutException.class, SocketTimeoutException::new,
            SSLException.class, SSLException::new,
            UnknownHostException.class, UnknownHostException::new);

    private NetworkFailures() {}

    /** Returns an exception of the same kind with another message, and the failure as its cause. */
    public static IOException of(String message, IOException failure) {
        IOException told = KINDS.entrySet().stream()
                .filter(kind -> kind.getKey().isInstance(failure))
                .findFirst()
                .map(kind -> kind.getValue().apply(message))
                .orElseGet(() -> new IOException(message));
        told.initCause(failure);
        return told;
    }
}
