package dev.adieu.websocket.impl.connection.handshake;

import java.net.InetAddress;
import javax.net.ssl.SSLEngine;

/**
 * One way to try.
 *
 * @param address of the server, or of the proxy where there is one
 * @param proxyTls {@code null} if no proxy is spoken to over TLS
 * @param tls {@code null} if the server is not
 */
public record Route(InetAddress address, SSLEngine proxyTls, SSLEngine tls) {}
