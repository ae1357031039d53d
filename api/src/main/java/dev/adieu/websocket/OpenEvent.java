package dev.adieu.websocket;

import java.util.Objects;

/**
 * Announces that a connection is established and {@code onOpen} has returned. In a CDI application it is fired as a CDI
 * event, synchronously and asynchronously, with the qualifier {@link ForEndpoint}; its counterpart is
 * {@link CloseEvent}.
 *
 * @param session the session that is open now
 */
public record OpenEvent(BrowserSession session) {

    /**
     * Creates the record.
     *
     * @param session the session that is open now
     * @throws NullPointerException if a component is {@code null}
     */
    public OpenEvent {
        Objects.requireNonNull(session, "session");
    }
}
