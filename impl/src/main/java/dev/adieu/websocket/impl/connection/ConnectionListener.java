package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.connection.code.CloseChooser;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.connection.receive.MessageListener;

/**
 * Hears what happens to a connection. All methods but {@link #chooser} are called on the connection's serial executor:
 * one at a time, in order, never on the event loop, under no lock. An exception from {@link #opened} or about a message
 * is a fault of the provider and fails the connection; an exception from another method is logged.
 */
public interface ConnectionListener extends MessageListener {

    /** The connection is established. Messages are delivered after this has returned. */
    void opened(OpeningHandshake.Accepted handshake);

    /**
     * The connection failed and {@link #closed} follows at once, or a message was too big and the connection is going
     * to be closed. Only after {@link #opened}.
     */
    void error(Throwable failure);

    /** <em>The WebSocket connection is closed</em>, or the attempt has failed. Called exactly once. */
    void closed(CloseEvent event);

    /** Follows {@link #closed} at once and is the last call: the connection does not need its threads any longer. */
    void ended(CloseEvent event);

    /**
     * Returns what chooses the body of a Close frame for which the application named no code. Called on any thread,
     * also on the event loop, so it runs no code of the application.
     */
    CloseChooser chooser(CloseTrigger trigger);
}
