package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.Action.EndTcp;
import dev.adieu.websocket.impl.closing.Action.OnError;
import dev.adieu.websocket.impl.closing.Action.Open;
import dev.adieu.websocket.impl.closing.Action.Report;
import dev.adieu.websocket.impl.closing.Action.ResetTcp;
import dev.adieu.websocket.impl.closing.Action.Start;
import dev.adieu.websocket.impl.closing.Action.Stop;
import dev.adieu.websocket.impl.closing.Action.TellTooBig;
import dev.adieu.websocket.impl.closing.Action.WriteClose;
import dev.adieu.websocket.impl.closing.Action.WriteCloseNow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connection between connecting and closed. {@link #after} takes a fact and returns the next state and
 * what to do.
 *
 * <p>Closing is two facts, <em>sent</em> and <em>received</em>. Clean means both, and that TCP then ended gracefully
 * (WHATWG, "closing the connection"; RFC 6455, section 7.1).
 *
 * @param rules the rule set of the session, which decides what follows a message over the limit
 * @param state the browser's view
 * @param sent the state of our Close frame
 * @param received the peer's first Close frame; {@code null} until it came
 * @param peerEndedTcp whether the peer has sent its FIN
 * @param ending whether we have told TCP to end
 * @param begun what began the end
 * @param failure what failed the connection or the attempt; {@code null} if nothing did
 * @param toldTooBig whether the application is notified of a message that was too big while the connection is open
 */
public record Closing(
        CloseRules rules,
        ReadyState state,
        Sent sent,
        @Nullable CloseBody received,
        boolean peerEndedTcp,
        boolean ending,
        Begun begun,
        @Nullable Throwable failure,
        boolean toldTooBig) {

    /** The state of our Close frame. There is at most one. */
    public enum Sent {
        NOTHING,
        QUEUED,
        WRITTEN
    }

    /** The first fact that led to the end. */
    public enum Begun {
        /** None yet. */
        NOT_YET(null),
        /** This side asked to close. */
        BY_REQUEST(Initiator.LOCAL),
        /** The attempt failed, or the fault is our own. */
        BY_OWN_FAILURE(Initiator.LOCAL),
        /** The peer closed, broke the protocol, ended TCP or fell silent. */
        BY_PEER(Initiator.PEER);

        private final @Nullable Initiator initiator;

        Begun(@Nullable Initiator initiator) {
            this.initiator = initiator;
        }
    }

    /** The state after a fact, and the actions to take. */
    public record Step(Closing next, List<Action> actions) {}

    /** Begins the attempt. */
    public static Step begin(CloseRules rules) {
        Closing connecting =
                new Closing(rules, ReadyState.CONNECTING, Sent.NOTHING, null, false, false, Begun.NOT_YET, null, false);
        return connecting.then(new Start(CloseTimer.CONNECT));
    }

    /** Returns whether data may still be sent. */
    public boolean acceptsData() {
        return state == ReadyState.OPEN;
    }

    /**
     * Returns whether a message that arrives now is for the application (WHATWG, "when a message has been received").
     */
    public boolean takesMessages() {
        return readsFrames() && deliversMessages() && !toldTooBig;
    }

    /**
     * Returns whether a message that was taken is still delivered. One that came before the peer's Close or before a
     * failure is, because that is its place in the order. One that came before our own close is not.
     */
    public boolean deliversMessages() {
        return state == ReadyState.OPEN || begun == Begun.BY_PEER || begun == Begun.BY_OWN_FAILURE;
    }

    /** Returns whether pings are answered: until our Close was sent (RFC 6455, section 5.5.2). */
    public boolean answersPings() {
        return (state == ReadyState.OPEN || state == ReadyState.CLOSING)
                && sent != Sent.WRITTEN
                && !ending
                && failure == null;
    }

    /** Returns whether frames that arrive are read. They are not after the peer's Close, nor once we have given up. */
    public boolean readsFrames() {
        return received == null
                && failure == null
                && !ending
                && (state == ReadyState.OPEN || state == ReadyState.CLOSING);
    }

    /** Returns the state after a fact, and the actions to take. One that no longer matters changes nothing. */
    public Step after(Fact fact) {
        return switch (state) {
            case CONNECTING -> whileConnecting(fact);
            case OPEN -> whileOpen(fact);
            case CLOSING -> whileClosing(fact);
            case CLOSED -> then();
        };
    }

    private Step whileConnecting(Fact fact) {
        if (fact instanceof Fact.Established) {
            return in(ReadyState.OPEN).then(new Stop(CloseTimer.CONNECT), new Open());
        }
        if (fact instanceof Fact.CloseRequested) {
            // "Fail the WebSocket connection" before there is one: no Close frame; the code and reason are discarded.
            return in(ReadyState.CLOSING)
                    .begunBy(Begun.BY_REQUEST)
                    .endingTcp()
                    .then(new Stop(CloseTimer.CONNECT), new ResetTcp());
        }
        if (fact instanceof Fact.AttemptFailed failed) {
            return in(ReadyState.CLOSING)
                    .begunBy(Begun.BY_OWN_FAILURE)
                    .failedWith(failed.failure())
                    .endingTcp()
                    .then(new Stop(CloseTimer.CONNECT), new EndTcp());
        }
        if (fact instanceof Fact.PeerEndedTcp) {
            return in(ReadyState.CLOSING)
                    .begunBy(Begun.BY_PEER)
                    .endingTcp()
                    .then(new Stop(CloseTimer.CONNECT), new EndTcp());
        }
        if (fact instanceof Fact.TcpEnded ended) {
            return begunBy(Begun.BY_PEER).closed(ended.cause(), CloseTimer.CONNECT);
        }
        return then();
    }

    private Step whileOpen(Fact fact) {
        if (fact instanceof Fact.CloseRequested close) {
            return in(ReadyState.CLOSING)
                    .begunBy(Begun.BY_REQUEST)
                    .sent(Sent.QUEUED)
                    .then(new WriteClose(close.body()), new Start(CloseTimer.CLOSING));
        }
        if (fact instanceof Fact.CloseReceived close) {
            // RFC 6455, section 5.5.1: answer, repeating the code; what was accepted before goes first.
            return in(ReadyState.CLOSING)
                    .begunBy(Begun.BY_PEER)
                    .received(close.body())
                    .sent(Sent.QUEUED)
                    .then(new WriteClose(close.body()), new Start(CloseTimer.CLOSING));
        }
        if (fact instanceof Fact.Failed failed) {
            return failed(failed.body(), failed.failure(), begunBy(failed.by()));
        }
        if (fact instanceof Fact.MessageTooBig tooBig && !toldTooBig) {
            return switch (rules) {
                case BROWSER -> failed(tooBig.body(), tooBig.failure(), Begun.BY_PEER);
                case RFC6455 -> withToldTooBig().then(new TellTooBig(tooBig.failure()));
            };
        }
        if (fact instanceof Fact.PeerSilent silent) {
            // RFC 6455, section 7.1.7: no Close frame for a peer that "is unlikely to be able to receive and process"
            // it.
            return in(ReadyState.CLOSING)
                    .begunBy(Begun.BY_PEER)
                    .failedWith(silent.failure())
                    .endingTcp()
                    .then(new ResetTcp());
        }
        if (fact instanceof Fact.PeerEndedTcp) {
            return in(ReadyState.CLOSING).begunBy(Begun.BY_PEER).endingTcp().then(new EndTcp());
        }
        if (fact instanceof Fact.TcpEnded ended) {
            return begunBy(Begun.BY_PEER).closed(ended.cause());
        }
        return then();
    }

    private static Begun begunBy(Initiator side) {
        return side == Initiator.PEER ? Begun.BY_PEER : Begun.BY_OWN_FAILURE;
    }

    /** <em>Fail the WebSocket connection</em>. */
    private Step failed(CloseBody body, Throwable cause, Begun by) {
        return in(ReadyState.CLOSING)
                .begunBy(by)
                .failedWith(cause)
                .sent(Sent.QUEUED)
                .then(new WriteCloseNow(body), new Start(CloseTimer.TCP_CLOSE));
    }

    private Step whileClosing(Fact fact) {
        if (fact instanceof Fact.TcpEnded ended) {
            return closed(ended.cause(), CloseTimer.CLOSING, CloseTimer.TCP_CLOSE);
        }
        if (ending) {
            return then();
        }
        if (fact instanceof Fact.CloseReceived close && readsFrames()) {
            Closing next = received(close.body());
            return sent == Sent.WRITTEN ? next.exchanged() : next.then();
        }
        if (fact instanceof Fact.Failed failed && readsFrames()) {
            // There is only one Close frame, and it is queued or sent: all that is left is to end TCP.
            return failedWith(failed.failure()).endingTcp().then(new Stop(CloseTimer.CLOSING), new EndTcp());
        }
        if (fact instanceof Fact.Progress && sent == Sent.QUEUED && failure == null) {
            return then(new Start(CloseTimer.CLOSING));
        }
        if (fact instanceof Fact.CloseWritten && sent == Sent.QUEUED) {
            Closing next = sent(Sent.WRITTEN);
            if (failure != null) {
                return next.endingTcp().then(new Stop(CloseTimer.TCP_CLOSE), new EndTcp());
            }
            return received == null ? next.then(new Start(CloseTimer.CLOSING)) : next.exchanged();
        }
        if (fact instanceof Fact.PeerEndedTcp) {
            // The peer may still read, so an answer that is queued behind data is written. Otherwise waiting is
            // pointless.
            boolean answerQueued = received != null && sent == Sent.QUEUED;
            return answerQueued
                    ? withPeerEndedTcp().then()
                    : endingTcp().then(new Stop(CloseTimer.CLOSING), new Stop(CloseTimer.TCP_CLOSE), new EndTcp());
        }
        if (fact instanceof Fact.TimedOut timedOut) {
            boolean stuck = timedOut.timer() == CloseTimer.CLOSING && sent == Sent.QUEUED
                    || timedOut.timer() == CloseTimer.TCP_CLOSE && failure != null;
            return endingTcp().then(stuck ? new ResetTcp() : new EndTcp());
        }
        return then();
    }

    /** Waits for the server to end TCP once both Close frames are exchanged (RFC 6455, section 7.1.1). */
    private Step exchanged() {
        return peerEndedTcp
                ? endingTcp().then(new Stop(CloseTimer.CLOSING), new EndTcp())
                : then(new Stop(CloseTimer.CLOSING), new Start(CloseTimer.TCP_CLOSE));
    }

    private Step closed(@Nullable Throwable cause, CloseTimer... running) {
        boolean clean = failure == null && received != null && sent == Sent.WRITTEN && cause == null;
        CloseBody told = failure == null && received != null ? received : new CloseBody(CloseCodes.ABNORMAL, "");
        Throwable reported = failure != null ? failure : cause;
        Initiator initiator = Objects.requireNonNull(begun.initiator, "every end has begun");
        CloseEvent event = new CloseEvent(told.code(), told.reason(), clean, initiator, Optional.ofNullable(reported));
        Action[] actions = new Action[running.length + 1];
        for (int i = 0; i < running.length; i++) {
            actions[i] = new Stop(running[i]);
        }
        actions[running.length] = new Report(event, onError(cause));
        return in(ReadyState.CLOSED).then(actions);
    }

    private OnError onError(@Nullable Throwable cause) {
        // A failed attempt is reported to its caller; an endpoint that was never opened is not notified. One that was
        // notified of a message that was too big has had its error.
        boolean wasSilent = failure != null && sent == Sent.NOTHING && begun == Begun.BY_PEER;
        boolean wasOpen = state == ReadyState.OPEN || sent != Sent.NOTHING || wasSilent;
        if (!wasOpen || toldTooBig) {
            return OnError.NOT_CALLED;
        }
        if (failure != null) {
            return wasSilent ? OnError.CONNECTION_LOST : OnError.FAILURE;
        }
        // "A socket failure that occurs before the web socket connection can be formally closed" (Jakarta WebSocket,
        // Endpoint.onError). With the peer's Close it was closed formally, and when we end TCP it has not failed.
        boolean lost = cause != null && received == null && !ending;
        return lost ? OnError.CONNECTION_LOST : OnError.NOT_CALLED;
    }

    private Step then(Action... actions) {
        return new Step(this, List.of(actions));
    }

    private Closing in(ReadyState next) {
        return new Closing(rules, next, sent, received, peerEndedTcp, ending, begun, failure, toldTooBig);
    }

    private Closing sent(Sent next) {
        return new Closing(rules, state, next, received, peerEndedTcp, ending, begun, failure, toldTooBig);
    }

    private Closing received(CloseBody body) {
        return new Closing(rules, state, sent, body, peerEndedTcp, ending, begun, failure, toldTooBig);
    }

    private Closing withPeerEndedTcp() {
        return new Closing(rules, state, sent, received, true, ending, begun, failure, toldTooBig);
    }

    private Closing endingTcp() {
        return new Closing(rules, state, sent, received, peerEndedTcp, true, begun, failure, toldTooBig);
    }

    private Closing begunBy(Begun first) {
        return new Closing(rules, state, sent, received, peerEndedTcp, ending, first, failure, toldTooBig);
    }

    private Closing failedWith(Throwable cause) {
        return new Closing(rules, state, sent, received, peerEndedTcp, ending, begun, cause, toldTooBig);
    }

    private Closing withToldTooBig() {
        return new Closing(rules, state, sent, received, peerEndedTcp, ending, begun, failure, true);
    }
}
