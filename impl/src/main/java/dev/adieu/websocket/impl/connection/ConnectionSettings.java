package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.handshake.HandshakeSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The behaviour of a connection; fixed when the attempt begins.
 *
 * @param rules which codes a peer may send
 * @param connectTimeout for the whole attempt: name lookup, TCP, proxy, TLS, opening handshake and its repetitions
 * @param closingTimeout see {@link dev.adieu.websocket.impl.closing.CloseTimer#CLOSING}
 * @param tcpCloseTimeout see {@link dev.adieu.websocket.impl.closing.CloseTimer#TCP_CLOSE}
 * @param pingInterval how long the peer may be silent before it is pinged; zero for ever
 * @param pongTimeout how long it may stay silent after a ping
 * @param handshake what matters only until the connection is established
 */
public record ConnectionSettings(
        CloseRules rules,
        Duration connectTimeout,
        Duration closingTimeout,
        Duration tcpCloseTimeout,
        Duration pingInterval,
        Duration pongTimeout,
        HandshakeSettings handshake) {

    /** The application's close code strategy is expected to answer from memory. */
    private static final Duration STRATEGY_DEADLINE = Duration.ofSeconds(1);

    /** Returns how long a strategy may take: so that the Close frame can still be written before a timer runs out. */
    Duration strategyDeadline() {
        return Collections.min(List.of(STRATEGY_DEADLINE, closingTimeout.dividedBy(2), tcpCloseTimeout.dividedBy(2)));
    }
}
