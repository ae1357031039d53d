package dev.adieu.websocket;

import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link CloseCodeStrategy} may go by.
 *
 * @param cause why the connection is being closed
 * @param session the session that is being closed
 * @param endpointClass the class of the application's endpoint
 * @param failure what went wrong, where something did
 */
public record CloseContext(
        CloseCause cause, BrowserSession session, Class<?> endpointClass, Optional<Throwable> failure) {

    /**
     * Checks the components.
     *
     * @param cause see {@link #cause()}
     * @param session see {@link #session()}
     * @param endpointClass see {@link #endpointClass()}
     * @param failure see {@link #failure()}
     * @throws NullPointerException if one of them is {@code null}
     */
    public CloseContext {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(endpointClass, "endpointClass");
        Objects.requireNonNull(failure, "failure");
    }
}
