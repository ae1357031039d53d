package dev.adieu.websocket.impl.connection.handshake;

import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The way to the server.
 *
 * @param addresses of the server, or of the proxy where there is one
 * @param proxyTls {@code null} if no proxy is spoken to over TLS
 * @param tls {@code null} if the server is not
 */
record Route(
        List<InetAddress> addresses,
        @Nullable SSLEngine proxyTls,
        @Nullable SSLEngine tls) {}
