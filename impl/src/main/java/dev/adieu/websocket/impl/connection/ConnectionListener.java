package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.connection.code.CloseGrounds;
import dev.adieu.websocket.impl.connection.code.CloseProposal;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;

/**
 * Hears what happens to a connection. All methods but {@link #proposeClose} are called on the connection's serial
 * executor: one at a time, in order, never on an I/O thread, under no lock. What they throw is logged and otherwise
 * ignored.
 */
public interface ConnectionListener {

    /** The connection is established. Messages are delivered after this has returned. */
    void opened(OpeningHandshake.Accepted handshake);

    /** A text message, or the next part of one where {@link MessageLimits#partialText()}. */
    void text(String text, boolean last);

    /** A binary message, or the next part of one where {@link MessageLimits#partialBinary()}. */
    void binary(byte[] bytes, boolean last);

    void pong(byte[] payload);

    /** The connection is being failed; {@link #closed} follows at once. Only after {@link #opened}. */
    void error(Throwable failure);

    /** <em>The WebSocket connection is closed</em>, or the attempt has failed: called exactly once. */
    void closed(CloseEvent event);

    /** Follows {@link #closed} at once and is the last: the connection needs its threads no longer. */
    void ended(CloseEvent event);

    /**
     * What to send on the provider's own grounds. Called on any thread, also on the event loop: it runs no code of the
     * application.
     */
    CloseProposal proposeClose(CloseGrounds grounds);
}
