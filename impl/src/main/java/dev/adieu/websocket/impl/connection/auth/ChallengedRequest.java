package dev.adieu.websocket.impl.connection.auth;

import java.net.URI;

/**
 * A request that was refused because it had no credentials.
 *
 * @param uri the address of the server
 * @param method the HTTP method
 * @param target the request target (RFC 9112, section 3.2)
 */
public record ChallengedRequest(URI uri, String method, String target) {

    /** Returns method and host only, because a query may hold a secret. */
    @Override
    public String toString() {
        return method + " to " + uri.getHost();
    }
}
