package dev.adieu.websocket;

import java.util.Objects;

/**
 * A connection was established, and {@code onOpen} has returned. Fired as a CDI event where there is CDI, sync and
 * async, with the qualifier {@link ForEndpoint}; its counterpart is {@link CloseEvent}.
 *
 * @param session the session that is open now
 */
public record OpenEvent(BrowserSession session) {

    /**
     * Checks the component.
     *
     * @param session the session that is open now
     * @throws NullPointerException if it is {@code null}
     */
    public OpenEvent {
        Objects.requireNonNull(session, "session");
    }
}
