package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseEvent;

/** A step that a connection must take now. Actions are taken in the order given. */
public sealed interface Action {

    /** Report to the application that the connection is open. */
    record Open() implements Action {}

    /** Write a Close frame behind all data that was accepted. No data is accepted any more. */
    record WriteClose(CloseBody body) implements Action {}

    /** Discard the data that has not been handed to the transport, and write a Close frame next. */
    record WriteCloseNow(CloseBody body) implements Action {}

    /**
     * Report to the application, behind the messages that came before, that a message was too big; then request the
     * close (Jakarta WebSocket 2.2, section 4.7.1).
     */
    record TellTooBig(Throwable failure) implements Action {}

    /** End TCP gracefully (FIN) without waiting for the peer. Data that is still queued is discarded. */
    record EndTcp() implements Action {}

    /** Drop TCP (RST). Data that is still queued is discarded. */
    record ResetTcp() implements Action {}

    /** Start a timer, or start it again. */
    record Start(CloseTimer timer) implements Action {}

    /** Stop a timer. */
    record Stop(CloseTimer timer) implements Action {}

    /**
     * <em>The WebSocket connection is closed</em>: report it to the application, after an error if {@code onError} says
     * so.
     */
    record Report(CloseEvent event, OnError onError) implements Action {}

    /** The error that {@code onError} is called with right before {@code onClose}. */
    enum OnError {
        /** It is not called. */
        NOT_CALLED,
        /** The event's failure as it is: the peer broke the protocol, or the fault is our own. */
        FAILURE,
        /** A {@code SessionException} that the event's failure caused: TCP or TLS broke, or the peer is dead. */
        CONNECTION_LOST
    }
}
