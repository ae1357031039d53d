package dev.adieu.websocket.impl.connection.auth;

/**
 * The answer to a challenge.
 *
 * @param user the name of the user whose credentials these are
 * @param header the value of the {@code Authorization} header
 */
public record Authorization(String user, String header) {

    /** Returns the name of the user only, because messages show no secrets. */
    @Override
    public String toString() {
        return "authorization of " + user;
    }
}
