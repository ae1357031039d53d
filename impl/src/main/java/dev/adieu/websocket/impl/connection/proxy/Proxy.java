package dev.adieu.websocket.impl.connection.proxy;

import java.util.Map;

/**
 * A proxy that opens tunnels.
 *
 * @param host looked up here, where the server's is looked up by the proxy
 * @param user {@code null} for none
 * @param headers more headers of a CONNECT request
 */
public record Proxy(Kind kind, String host, int port, String user, String password, Map<String, String> headers) {

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
    public static final Proxy NONE = new Proxy(null, "", 0, null, null, Map.of());

    /** Returns whether the proxy itself is spoken to over TLS. */
    public boolean tls() {
        return kind == Kind.HTTPS;
    }

    /** Returns the address of the proxy for messages, without credentials. */
    @Override
    public String toString() {
        return this == NONE
                ? "none"
                : kind.scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
