package dev.adieu.websocket.impl.connection.proxy;

import java.util.Map;

/**
 * An HTTP proxy that is asked to CONNECT (RFC 6455, section 4.1; RFC 9110, section 9.3.6).
 *
 * @param tls whether the proxy itself is spoken to over TLS
 * @param user {@code null} for none
 * @param headers more headers of the CONNECT request
 */
public record Proxy(boolean tls, String host, int port, String user, String password, Map<String, String> headers) {

    /** Returns the address of the proxy for messages, without credentials. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
