package dev.adieu.websocket.impl.closing;

/** Something that happened to a connection. */
public sealed interface Fact {

    /** The opening handshake succeeded: <em>the WebSocket connection is established</em>. */
    record Established() implements Fact {}

    /** The attempt failed, or took longer than its clock allows, before the connection was established. */
    record AttemptFailed(Throwable failure) implements Fact {}

    /** This side, the application or the provider, wants to close; the body has been checked. */
    record CloseRequested(CloseBody body) implements Fact {}

    /** A well-formed Close frame arrived. */
    record CloseReceived(CloseBody body) implements Fact {}

    /**
     * The peer broke a rule: <em>fail the WebSocket connection</em>, telling the peer {@code body} if that is still
     * possible.
     */
    record Failed(CloseBody body, Throwable failure) implements Fact {}

    /** The peer took some of the bytes that are queued. */
    record Progress() implements Fact {}

    /** Our Close frame has been handed to the operating system whole. */
    record CloseWritten() implements Fact {}

    /** The peer ended its direction of TCP in order (FIN). */
    record PeerEndedTcp() implements Fact {}

    /** TCP is gone in both directions, by whichever side; {@code cause} is not null if it broke (reset, I/O error). */
    record TcpEnded(Throwable cause) implements Fact {}

    /** A clock that was started, other than {@link Clock#CONNECT}, ran out. */
    record TimedOut(Clock clock) implements Fact {}
}
