package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import dev.adieu.websocket.impl.connection.tcp.NetworkFailures;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;

/**
 * Turns the failure of an attempt into what {@code connectToServer} throws on the calling thread. A failure of the
 * network keeps its kind.
 */
final class ConnectFailures {

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
        String why = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        String message = "no connection to " + ServerAddress.shown(path) + ": " + why;
        if (failure instanceof IOException cause) {
            throw NetworkFailures.of(message, cause);
        }
        return new DeploymentException(message, failure);
    }
}
