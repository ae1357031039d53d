package dev.adieu.websocket.impl.reconnect;

import java.time.Duration;

/** Something to do about a connection that is made again. */
public sealed interface Action {

    /**
     * Asks the strategy.
     *
     * @param established whether a session has ended, and not a try
     */
    record Ask(boolean established) implements Action {}

    /** Waits so long. */
    record Wait(Duration delay) implements Action {}

    /** Ends the wait. */
    record StopWaiting() implements Action {}

    /** Begins to connect. */
    record Try() implements Action {}

    /** Gives up the try that is under way. */
    record GiveUp() implements Action {}

    /** Releases everything: there will be no further session. */
    record End() implements Action {}
}
