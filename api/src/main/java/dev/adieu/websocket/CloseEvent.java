package dev.adieu.websocket;

import java.util.Objects;
import java.util.Optional;

/**
 * How a connection ended: the browser's {@code CloseEvent} (WHATWG, "when the WebSocket connection is closed", step 4),
 * and what a server-side caller may know besides.
 *
 * <p>Code and reason are the <em>peer's</em>: those of the first Close frame received. They are never the ones that
 * were sent, unless the peer repeated them.
 *
 * @param code the code of the first Close frame received; 1005 where that frame had no body; 1006 where no Close frame
 *     came, or the connection was failed. 0–65535
 * @param reason the reason in that frame, never {@code null}; empty where there was none
 * @param wasClean whether a Close frame was sent and one was received, and TCP then ended and was not reset
 * @param initiator which side began to close
 * @param failure what failed the connection or the attempt, where something did: a protocol error of the peer, a
 *     message over the limit, a refused opening handshake, an I/O error
 */
public record CloseEvent(int code, String reason, boolean wasClean, Initiator initiator, Optional<Throwable> failure) {

    /** Which side began to close. */
    public enum Initiator {
        /** This side: the application, or the provider on its behalf. */
        LOCAL,
        /** The peer, by a Close frame, by breaking the protocol, or by ending TCP. */
        PEER
    }

    /**
     * Checks the components.
     *
     * @param code see {@link #code()}
     * @param reason see {@link #reason()}
     * @param wasClean see {@link #wasClean()}
     * @param initiator see {@link #initiator()}
     * @param failure see {@link #failure()}
     * @throws NullPointerException if one of them is {@code null}
     */
    public CloseEvent {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(initiator, "initiator");
        Objects.requireNonNull(failure, "failure");
    }
}
