package dev.adieu.websocket.impl.connection.code;

import dev.adieu.websocket.CloseCause;

/**
 * Why the provider closes a connection of its own accord.
 *
 * @param reason what the peer is told if nobody says otherwise; never an exception's message; empty for nothing
 * @param failure {@code null} where nothing went wrong
 */
public record CloseGrounds(CloseCause cause, String reason, Throwable failure) {

    public static CloseGrounds of(CloseCause cause) {
        return new CloseGrounds(cause, "", null);
    }
}
