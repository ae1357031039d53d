package dev.adieu.websocket.impl.connection.auth;

/**
 * The answer to a challenge.
 *
 * @param user the name of the user whose credentials these are
 * @param header the value of the {@code Authorization} header
 */
public record Authorization(String user, String header) {}
