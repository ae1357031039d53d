package dev.adieu.websocket;

import java.util.Objects;
import java.util.Optional;

/**
 * The end of a connection: the browser's {@code CloseEvent} (WHATWG, "when the WebSocket connection is closed", step
 * 4), plus details that browsers hide from scripts.
 *
 * <p>Code and reason are the <em>peer's</em>: those of the first Close frame received. They are never the ones that
 * were sent, unless the peer repeated them.
 *
 * @param code the code of the first Close frame received; 1005 if that frame had no body; 1006 if no Close frame came,
 *     or if the connection was failed. 0–65535
 * @param reason the reason in that frame; empty if there was none
 * @param wasClean whether a Close frame was sent and one was received, and TCP was not reset
 * @param initiator which side began to close
 * @param failure the failure of the connection or of the attempt, if there was one: a protocol error of the peer, a
 *     message over the limit, a refused opening handshake, an I/O error
 */
public record CloseEvent(int code, String reason, boolean wasClean, Initiator initiator, Optional<Throwable> failure) {

    /** The side that began to close. */
    public enum Initiator {
        /**
         * This side: the application, the provider on its behalf, or an attempt that failed (a refused opening
         * handshake included). With {@link CloseRules#RFC6455} also a message over the limit.
         */
        LOCAL,
        /**
         * The peer, by a Close frame, by breaking the protocol, or by ending TCP. With {@link CloseRules#BROWSER} also
         * by a message over the limit.
         */
        PEER
    }

    /**
     * Creates the record.
     *
     * @param code see {@link #code()}
     * @param reason see {@link #reason()}
     * @param wasClean see {@link #wasClean()}
     * @param initiator see {@link #initiator()}
     * @param failure see {@link #failure()}
     * @throws NullPointerException if a component is {@code null}
     */
    public CloseEvent {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(initiator, "initiator");
        Objects.requireNonNull(failure, "failure");
    }
}
