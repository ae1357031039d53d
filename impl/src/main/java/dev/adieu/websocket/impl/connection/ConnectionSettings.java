package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.handshake.Proxy;
import dev.adieu.websocket.impl.connection.tls.TlsEngines;
import java.time.Duration;

/**
 * How a connection behaves; fixed when the attempt begins.
 *
 * @param rules which codes a peer may send
 * @param connectTimeout for the whole attempt: name lookup, TCP, proxy, TLS, opening handshake and its repetitions
 * @param closingTimeout see {@link dev.adieu.websocket.impl.closing.Clock#CLOSING}
 * @param tcpCloseTimeout see {@link dev.adieu.websocket.impl.closing.Clock#TCP_CLOSE}
 * @param tls makes the engines for {@code wss:}
 * @param proxy {@code null} for a direct connection
 * @param authenticator answers 401; {@code null} if nothing does
 * @param maxRedirects how many redirects are followed; 0 for none
 */
public record ConnectionSettings(
        CloseRules rules,
        Duration connectTimeout,
        Duration closingTimeout,
        Duration tcpCloseTimeout,
        TlsEngines tls,
        Proxy proxy,
        Authenticator authenticator,
        int maxRedirects) {}
