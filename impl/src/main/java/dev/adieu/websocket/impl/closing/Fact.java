package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseEvent.Initiator;
import org.jspecify.annotations.Nullable;

/** An event in the life of a connection. */
public sealed interface Fact {

    /** The opening handshake succeeded: <em>the WebSocket connection is established</em>. */
    record Established() implements Fact {}

    /** The attempt failed, or did not end within the connect timeout. */
    record AttemptFailed(Throwable failure) implements Fact {}

    /** This side, the application or the provider, wants to close. The body has been checked. */
    record CloseRequested(CloseBody body) implements Fact {}

    /** A well-formed Close frame arrived. */
    record CloseReceived(CloseBody body) implements Fact {}

    /**
     * A rule was broken: <em>fail the WebSocket connection</em>, and send the peer {@code body} if that is still
     * possible.
     *
     * @param by {@code PEER} if the peer broke the protocol, {@code LOCAL} if the fault is our own
     */
    record Failed(CloseBody body, Throwable failure, Initiator by) implements Fact {}

    /**
     * A message arrived that is larger than the session's limit. Browsers fail the connection and send {@code body}.
     * Jakarta WebSocket (section 4.7.1) notifies the endpoint and then closes with 1009.
     */
    record MessageTooBig(CloseBody body, Throwable failure) implements Fact {}

    /** The peer answered no ping and sent nothing else: it is taken for dead. */
    record PeerSilent(Throwable failure) implements Fact {}

    /** The peer accepted some of the bytes that are queued. */
    record Progress() implements Fact {}

    /** The operating system has accepted the whole of our Close frame. */
    record CloseWritten() implements Fact {}

    /** The peer ended its direction of TCP gracefully (FIN). */
    record PeerEndedTcp() implements Fact {}

    /** TCP has ended in both directions. The cause is not null if it broke (reset, I/O error). */
    record TcpEnded(@Nullable Throwable cause) implements Fact {}

    /** A timer that was started, other than {@link CloseTimer#CONNECT}, ran out. */
    record TimedOut(CloseTimer timer) implements Fact {}
}
