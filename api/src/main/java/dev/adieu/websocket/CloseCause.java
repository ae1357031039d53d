package dev.adieu.websocket;

/**
 * The reason why a connection is being closed, if the application named no close code. A {@link CloseCodeStrategy}
 * turns it into a code.
 */
public enum CloseCause {

    /** {@code close()} without arguments, and try-with-resources. */
    NORMAL,

    /**
     * {@code close(new CloseReason(CloseCodes.NO_STATUS_CODE, null))}: the application asks for a Close frame without a
     * code.
     */
    UNSPECIFIED,

    /** The application is undeployed, its CDI container or the JVM shuts down, or the container is closed. */
    GOING_AWAY,

    /** The peer broke the protocol. */
    PROTOCOL_ERROR,

    /** No decoder or handler accepts this kind of message, and {@code adieu.close-on-error} is {@code true}. */
    UNACCEPTABLE_DATA,

    /** The peer sent text that is not UTF-8, or compressed data that cannot be inflated. */
    INVALID_PAYLOAD,

    /** The endpoint threw a {@link SecurityException}, and {@code adieu.close-on-error} is {@code true}. */
    POLICY_VIOLATION,

    /** A message is larger than the limit. */
    TOO_BIG,

    /** The server did not agree to an extension that {@code adieu.required-extensions} names. */
    MISSING_EXTENSION,

    /** The endpoint threw any other exception, and {@code adieu.close-on-error} is {@code true}. */
    INTERNAL_ERROR,

    /** {@code maxIdleTimeout} passed without a frame in either direction. */
    IDLE_TIMEOUT
}
