package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseEvent;

/** Something that a connection must do now, in the order given. */
public sealed interface Action {

    /** Tell the application that the connection is open. */
    record Open() implements Action {}

    /** Write a Close frame behind all data that was accepted. From here on no data is accepted. */
    record WriteClose(CloseBody body) implements Action {}

    /** Discard the data that has not been handed to the transport, and write a Close frame next. */
    record WriteCloseNow(CloseBody body) implements Action {}

    /** End TCP in order (FIN), without waiting for the peer; data still queued is discarded. */
    record EndTcp() implements Action {}

    /** Drop TCP (RST); data still queued is discarded. */
    record ResetTcp() implements Action {}

    /** Start a clock, or start it again. */
    record Start(Clock clock) implements Action {}

    /** Stop a clock. */
    record Stop(Clock clock) implements Action {}

    /**
     * <em>The WebSocket connection is closed</em>: tell the application, an error first if {@code onError} is not null.
     */
    record Report(CloseEvent event, Throwable onError) implements Action {}
}
