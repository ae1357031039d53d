package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.proxy.Proxies;
import dev.adieu.websocket.impl.connection.tls.TlsEngines;
import org.jspecify.annotations.Nullable;

/**
 * The settings that are needed only until the connection is established.
 *
 * @param tls creates the engines for {@code wss:} and for proxies that are reached over TLS
 * @param proxies chooses the proxies for a server
 * @param authenticator answers 401; {@code null} if nothing does
 * @param maxRedirects how many redirects are followed; 0 for none
 */
public record HandshakeSettings(
        TlsEngines tls, Proxies proxies, @Nullable Authenticator authenticator, int maxRedirects) {}
