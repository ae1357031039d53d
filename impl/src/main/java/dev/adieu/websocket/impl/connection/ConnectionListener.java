package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.connection.code.CloseChooser;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.connection.receive.MessageListener;

/**
 * Receives the events of a connection. All methods but {@link #chooser} are called on the connection's serial executor:
 * one at a time, in order, never on the event loop, under no lock. An exception from {@link #opened} or about a message
 * is a fault of the provider and fails the connection; an exception from another method is logged.
 */
public interface ConnectionListener extends MessageListener {

    /** Called when the connection is established. Messages are delivered after this has returned. */
    void opened(OpeningHandshake.Accepted handshake);

    /**
     * Called when the connection has failed and {@link #closed} follows at once, or when a message was too big and the
     * connection is going to be closed. Called only after {@link #opened}.
     */
    void error(Throwable failure);

    /**
     * Called when TCP or TLS broke or the peer is dead; {@link #closed} follows at once. Only after {@link #opened}.
     */
    void connectionLost(Throwable cause);

    /** Called exactly once, when <em>the WebSocket connection is closed</em> or the attempt has failed. */
    void closed(CloseEvent event);

    /** Called last, at once after {@link #closed}: the connection does not need its threads any longer. */
    void ended(CloseEvent event);

    /**
     * Returns the chooser for a Close frame for which the application named no code. Called on any thread, also on the
     * event loop, so it runs no code of the application.
     */
    CloseChooser chooser(CloseTrigger trigger);
}
