package dev.adieu.websocket.impl.connection.receive;

/** The reason for which received bytes cannot be read. */
public enum ReceiveFailure {
    /** The peer broke a rule about frames (RFC 6455). */
    PROTOCOL_ERROR,
    /** The peer sent text that is not UTF-8 (RFC 6455, section 8.1). */
    INVALID_UTF8,
    /** The peer sent data that cannot be inflated (RFC 7692). */
    INVALID_COMPRESSED_DATA,
    /** This provider failed; the peer has done nothing wrong. */
    OWN_FAULT
}
