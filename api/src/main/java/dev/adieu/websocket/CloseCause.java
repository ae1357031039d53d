package dev.adieu.websocket;

/**
 * Why a connection is being closed where the application named no code. A {@link CloseCodeStrategy} turns it into a
 * code.
 */
public enum CloseCause {

    /** {@code close()} without arguments, and try-with-resources. */
    NORMAL,

    /**
     * {@code close(new CloseReason(CloseCodes.NO_STATUS_CODE, null))}: the application asks for a Close without a code.
     */
    UNSPECIFIED,

    /** The application is undeployed, its CDI container or the JVM shuts down, or the container is closed. */
    GOING_AWAY,

    /** The peer broke the protocol. */
    PROTOCOL_ERROR,

    /** No decoder or handler takes this kind of message, and the endpoint is configured to close then. */
    UNACCEPTABLE_DATA,

    /** The peer sent text that is not UTF-8. */
    INVALID_PAYLOAD,

    /** The endpoint threw a {@link SecurityException}, and is configured to close then. */
    POLICY_VIOLATION,

    /** A message is larger than the limit. */
    TOO_BIG,

    /** The server did not agree to an extension that {@code adieu.required-extensions} names. */
    MISSING_EXTENSION,

    /** The endpoint failed, and is configured to close then. */
    INTERNAL_ERROR,

    /** {@code maxIdleTimeout} passed without a frame in either direction. */
    IDLE_TIMEOUT
}
