package dev.adieu.websocket.impl.connection.handshake;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What an application asks for when it connects.
 *
 * @param uri {@code ws:} or {@code wss:}, absolute, without a fragment
 * @param subprotocols in the order of preference
 * @param extensions the offers, as they stand in the header
 * @param headers lets the application look at and change the headers before they are sent; called on the callback
 *     executor, unless it is {@link HeaderEditor#NONE}
 */
public record HandshakeRequest(URI uri, List<String> subprotocols, List<String> extensions, HeaderEditor headers) {

    /** Changes the headers of the request in place. */
    @FunctionalInterface
    public interface HeaderEditor {

        /** The application leaves them as they are. */
        HeaderEditor NONE = headers -> {};

        void edit(Map<String, List<String>> headers);
    }

    boolean secure() {
        return "wss".equalsIgnoreCase(uri.getScheme());
    }

    int port() {
        return uri.getPort() != -1 ? uri.getPort() : secure() ? 443 : 80;
    }

    /** The host as sockets and certificates name it: an IPv6 address without its brackets. */
    String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    HandshakeRequest redirectedTo(URI target) {
        return new HandshakeRequest(target, subprotocols, extensions, headers);
    }
}
