package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.connection.tcp.NetworkFailures;
import jakarta.websocket.DeploymentException;
import java.io.IOException;

/** Creates the exceptions that say which address could not be connected to. */
public final class AttemptFailures {

    private AttemptFailures() {}

    /**
     * Returns a failure with a message that begins with the address. A failure of the network keeps its kind, and a
     * refusal of the server names the address already.
     *
     * @param asked the address that the application gave
     * @param reached where redirects have led; the same address if there was none
     */
    static Exception named(ServerAddress asked, ServerAddress reached, Throwable failure) {
        if (failure instanceof HandshakeRefusedException refusal) {
            return refusal;
        }
        String address = reached == asked ? asked.toString() : asked + ", which redirected to " + reached;
        String why = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        String message = "no connection to " + address + ": " + why;
        return failure instanceof IOException network
                ? NetworkFailures.of(message, network)
                : new DeploymentException(message, failure);
    }

    /** Returns a failure with a message that begins with the address. */
    public static Exception named(ServerAddress asked, Throwable failure) {
        return named(asked, asked, failure);
    }
}
