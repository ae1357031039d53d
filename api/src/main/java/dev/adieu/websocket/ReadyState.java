package dev.adieu.websocket;

/**
 * The state of a connection (WHATWG, {@code readyState}). A connection goes through the states in this order and never
 * backwards; it may skip states.
 */
public enum ReadyState {

    /** The connection has not been established yet. */
    CONNECTING,

    /** The connection is established and messages can be sent. */
    OPEN,

    /**
     * The closing handshake has been started by either side, or the connection is being failed, or the attempt
     * cancelled.
     */
    CLOSING,

    /** The connection is closed, or was never opened. */
    CLOSED
}
