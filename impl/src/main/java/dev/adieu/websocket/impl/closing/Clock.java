package dev.adieu.websocket.impl.closing;

/** The clocks that bound the life of a connection. This package only says when one starts and stops. */
public enum Clock {
    /** From the beginning of the attempt until the connection is established. */
    CONNECT,
    /**
     * How long the peer may take for data that is queued before our Close, from the last byte it took; then for its own
     * Close.
     */
    CLOSING,
    /**
     * How long the peer may take to end TCP once both Close frames are exchanged, and we to send the Close of a failed
     * connection.
     */
    TCP_CLOSE
}
