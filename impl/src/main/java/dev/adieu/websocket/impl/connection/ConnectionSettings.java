package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.handshake.HandshakeSettings;
import java.time.Duration;

/**
 * How a connection behaves; fixed when the attempt begins.
 *
 * @param rules which codes a peer may send
 * @param connectTimeout for the whole attempt: name lookup, TCP, proxy, TLS, opening handshake and its repetitions
 * @param closingTimeout see {@link dev.adieu.websocket.impl.closing.Clock#CLOSING}
 * @param tcpCloseTimeout see {@link dev.adieu.websocket.impl.closing.Clock#TCP_CLOSE}
 * @param handshake what matters only until the connection is established
 */
public record ConnectionSettings(
        CloseRules rules,
        Duration connectTimeout,
        Duration closingTimeout,
        Duration tcpCloseTimeout,
        HandshakeSettings handshake) {}
