package dev.adieu.websocket.impl.reconnect;

import java.time.Duration;
import java.util.Optional;

/** Something that happened to a connection that is made again. */
public sealed interface Fact {

    /** The try that is under way led to a session. */
    record Opened(long nanoTime) implements Fact {}

    /** The session has ended, or the try has failed. */
    record Ended(long nanoTime) implements Fact {}

    /** The strategy has answered: how long to wait, or empty to stop. */
    record Answered(Optional<Duration> delay) implements Fact {}

    /** The wait is over. */
    record Due() implements Fact {}

    /** The application stops it, or what owns it ends. */
    record StopRequested() implements Fact {}
}
