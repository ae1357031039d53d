package dev.adieu.websocket.impl.connection.proxy;

import dev.adieu.websocket.impl.connection.auth.UserInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that opens tunnels.
 *
 * @param kind {@code null} for {@link #NONE} alone
 * @param host looked up here, where the server's is looked up by the proxy
 * @param credentials {@code null} for none
 * @param headers more headers of a CONNECT request
 */
public record Proxy(
        @Nullable Kind kind,
        String host,
        int port,
        @Nullable UserInfo credentials,
        Map<String, String> headers) {

    /** The protocol of a proxy. */
    public enum Kind {
        /** CONNECT (RFC 6455, section 4.1; RFC 9110, section 9.3.6). */
        HTTP("http", 80),
        /** CONNECT over TLS. */
        HTTPS("https", 443),
        /** SOCKS 4 with its extension 4a, by which the proxy looks names up. */
        SOCKS4A("socks4a", 1080),
        /** SOCKS 5 (RFC 1928), with a password if there is one (RFC 1929). */
        SOCKS5("socks5", 1080);

        private final String scheme;
        private final int standardPort;

        Kind(String scheme, int standardPort) {
            this.scheme = scheme;
            this.standardPort = standardPort;
        }

        /** Returns the scheme of its URIs. */
        public String scheme() {
            return scheme;
        }

        public int standardPort() {
            return standardPort;
        }
    }

    /** No proxy: the server is connected to directly. */
    public static final Proxy NONE = new Proxy(null, "", 0, null, Map.of());

    /** Returns whether the proxy itself is spoken to over TLS. */
    public boolean tls() {
        return kind == Kind.HTTPS;
    }

    /** Returns the same proxy with credentials. */
    public Proxy with(UserInfo found) {
        return new Proxy(kind, host, port, found, headers);
    }

    /** Returns the address of the proxy for messages, without credentials. */
    @Override
    public String toString() {
        return kind == null
                ? "none"
                : kind.scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
