package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.connection.tcp.NetworkFailures;
import jakarta.websocket.DeploymentException;
import java.io.IOException;

/**
 * Turns the failure of an attempt into what {@code connectToServer} throws: the same words, from the calling thread. A
 * failure of the network keeps its kind.
 */
final class ConnectFailures {

    private ConnectFailures() {}

    /**
     * Returns the exception to throw if the server answered, or something is not allowed.
     *
     * @throws IOException if the network failed
     */
    static DeploymentException of(Throwable failure) throws IOException {
        String why = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        if (failure instanceof HandshakeRefusedException refusal) {
            return new HandshakeRefusedException(
                    why,
                    refusal.getUri(),
                    refusal.getStatus(),
                    refusal.getHeaders(),
                    refusal.getBody(),
                    refusal.getRetryAfter().orElse(null),
                    refusal);
        }
        if (failure instanceof IOException network) {
            throw NetworkFailures.of(why, network);
        }
        return new DeploymentException(why, failure);
    }
}
