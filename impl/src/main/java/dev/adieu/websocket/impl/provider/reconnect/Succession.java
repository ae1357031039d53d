package dev.adieu.websocket.impl.provider.reconnect;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import java.util.Optional;

/** Decides what follows when a session has ended. Called on the session's callback executor. */
public interface Succession {

    /** Returns what the application sees of it. */
    Optional<Reconnection> reconnection();

    /** {@code onOpen} is about to be called. */
    void opened(BrowserSession session);

    /** {@code onClose} has returned, or the attempt has failed; the endpoint is destroyed unless it is kept. */
    void closed(EndpointInstance endpoint);

    /** The connection has given back all that it used. */
    void ended(CloseEvent event, boolean closedByApplication);

    /** Nothing follows. */
    Succession NONE = new Succession() {
        @Override
        public Optional<Reconnection> reconnection() {
            return Optional.empty();
        }

        @Override
        public void opened(BrowserSession session) {
            // It is not kept alive.
        }

        @Override
        public void closed(EndpointInstance endpoint) {
            endpoint.destroy();
        }

        @Override
        public void ended(CloseEvent event, boolean closedByApplication) {
            // Nothing follows.
        }
    };
}
