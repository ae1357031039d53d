package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Turns the failure of an attempt into what {@code connectToServer} throws on the calling thread. A failure of the
 * network keeps its kind, so that clients that retry can distinguish them: CometD, for example, gives up after a plain
 * {@link IOException}.
 */
final class ConnectFailures {

    private static final Map<Class<? extends IOException>, Function<String, IOException>> KINDS = Map.of(
            ConnectException.class, ConnectException::new,
            NoRouteToHostException.class, NoRouteToHostException::new,
            SocketTimeoutException.class, SocketTimeoutException::new,
            SSLException.class, SSLException::new,
            UnknownHostException.class, UnknownHostException::new);

    private ConnectFailures() {}

    /**
     * Returns the exception to throw if the server answered, or something is not allowed.
     *
     * @throws IOException if the network failed
     */
    static DeploymentException of(URI path, Throwable failure) throws IOException {
        if (failure instanceof HandshakeRefusedException refusal) {
            return new HandshakeRefusedException(
                    refusal.getMessage(),
                    refusal.getUri(),
                    refusal.getStatus(),
                    refusal.getHeaders(),
                    refusal.getBody(),
                    refusal.getRetryAfter().orElse(null),
                    refusal);
        }
        String message = "no connection to " + ServerAddress.shown(path) + ": " + failure.getMessage();
        if (failure instanceof IOException) {
            throw ofSameKind(message, (IOException) failure);
        }
        return new DeploymentException(message, failure);
    }

    private static IOException ofSameKind(String message, IOException failure) {
        IOException told = KINDS.entrySet().stream()
                .filter(kind -> kind.getKey().isInstance(failure))
                .findFirst()
                .map(kind -> kind.getValue().apply(message))
                .orElseGet(() -> new IOException(message));
        told.initCause(failure);
        return told;
    }
}
