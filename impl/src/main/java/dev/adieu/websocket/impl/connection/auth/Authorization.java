package dev.adieu.websocket.impl.connection.auth;

/**
 * What answers a challenge.
 *
 * @param user whose credentials these are
 * @param header the value of the {@code Authorization} header
 */
public record Authorization(String user, String header) {}
