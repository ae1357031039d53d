package dev.adieu.websocket.impl.connection.auth;

import dev.adieu.websocket.impl.connection.http.PercentEncoding;

/**
 * The user information of a URI (RFC 3986, section 3.2.1), decoded.
 *
 * @param password empty if there is none
 */
public record UserInfo(String user, String password) {

    /** Returns nothing of it, because messages show no secrets. */
    @Override
    public String toString() {
        return "user information";
    }

    /** Reads it as it stands in a URI: a user name, and a password behind the first colon. */
    public static UserInfo parse(String encoded) {
        String[] parts = encoded.split(":", 2);
        return new UserInfo(
                PercentEncoding.decode(parts[0]), parts.length == 1 ? "" : PercentEncoding.decode(parts[1]));
    }
}
