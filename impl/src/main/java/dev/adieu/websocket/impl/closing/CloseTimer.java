package dev.adieu.websocket.impl.closing;

/** The timers that bound the life of a connection. This package only decides when one starts and when it stops. */
public enum CloseTimer {
    /** From the beginning of the attempt until the connection is established. */
    CONNECT,
    /**
     * The time in which the peer may accept no bytes while our Close waits behind data; once our Close is written, the
     * time that the peer may take to send its own.
     */
    CLOSING,
    /**
     * The time that the peer may take to end TCP once both Close frames are exchanged, and that we may take to send the
     * Close of a failed connection.
     */
    TCP_CLOSE
}
