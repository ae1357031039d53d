package dev.adieu.websocket.impl.provider.application;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A connection or an attempt, as seen by the owners that may end it: a container, an application, the JVM. */
public interface Live {

    /** Starts the closing handshake, or abandons the attempt. Does not block. */
    void close(CloseCause cause);

    /** Returns how long the peer may take to answer a Close frame. */
    Duration closingTimeout();

    /** Returns a stage that completes when the connection is closed and the endpoint notified; never exceptionally. */
    CompletionStage<CloseEvent> closed();

    /** Stops waiting for the peer and ends TCP now. */
    void stopWaiting();
}
