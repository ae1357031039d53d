package dev.adieu.websocket.impl.closing;

/** The timers that bound the life of a connection. This package only says when one starts and when it stops. */
public enum CloseTimer {
    /** From the beginning of the attempt until the connection is established. */
    CONNECT,
    /**
     * How long the peer may accept no bytes while our Close waits behind data; once our Close is written, how long the
     * peer may take to send its own.
     */
    CLOSING,
    /**
     * How long the peer may take to end TCP once both Close frames are exchanged, and how long we may take to send the
     * Close of a failed connection.
     */
    TCP_CLOSE
}
