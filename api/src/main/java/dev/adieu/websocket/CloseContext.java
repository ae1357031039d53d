package dev.adieu.websocket;

import java.util.Objects;
import java.util.Optional;

/**
 * The information available to a {@link CloseCodeStrategy}.
 *
 * @param cause why the connection is being closed
 * @param session the session that is being closed
 * @param endpointClass the class of the application's endpoint
 * @param failure the exception that led to closing, if there is one
 */
public record CloseContext(
        CloseCause cause, BrowserSession session, Class<?> endpointClass, Optional<Throwable> failure) {

    /**
     * Creates the record.
     *
     * @param cause see {@link #cause()}
     * @param session see {@link #session()}
     * @param endpointClass see {@link #endpointClass()}
     * @param failure see {@link #failure()}
     * @throws NullPointerException if a component is {@code null}
     */
    public CloseContext {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(endpointClass, "endpointClass");
        Objects.requireNonNull(failure, "failure");
    }
}
