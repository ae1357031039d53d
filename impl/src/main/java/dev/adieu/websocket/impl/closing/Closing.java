package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.Action.EndTcp;
import dev.adieu.websocket.impl.closing.Action.Open;
import dev.adieu.websocket.impl.closing.Action.Report;
import dev.adieu.websocket.impl.closing.Action.ResetTcp;
import dev.adieu.websocket.impl.closing.Action.Start;
import dev.adieu.websocket.impl.closing.Action.Stop;
import dev.adieu.websocket.impl.closing.Action.WriteClose;
import dev.adieu.websocket.impl.closing.Action.WriteCloseNow;
import java.util.List;
import java.util.Optional;

/**
 * How far a connection is on its way from connecting to closed. {@link #after} takes a fact and gives the next state
 * and what to do.
 *
 * <p>Closing is two facts, <em>sent</em> and <em>received</em>; clean means both, and that TCP then ended in order
 * (WHATWG, "closing the connection"; RFC 6455, section 7.1).
 *
 * @param state the browser's view
 * @param sent what became of our Close frame
 * @param received the peer's first Close frame; {@code null} until it came
 * @param peerEndedTcp whether the peer has sent its FIN
 * @param ending whether we have told TCP to end
 * @param initiator who began to close; {@code null} until somebody did
 * @param failure what failed the connection or the attempt; {@code null} if nothing did
 */
public record Closing(
        ReadyState state,
        Sent sent,
        CloseBody received,
        boolean peerEndedTcp,
        boolean ending,
        Initiator initiator,
        Throwable failure) {

    /** What became of our Close frame. There is at most one. */
    public enum Sent {
        NOTHING,
        QUEUED,
        WRITTEN
    }

    /** What follows from a fact. */
    public record Step(Closing next, List<Action> actions) {}

    /** The attempt begins. */
    public static Step begin() {
        Closing connecting = new Closing(ReadyState.CONNECTING, Sent.NOTHING, null, false, false, null, null);
        return connecting.then(new Start(Clock.CONNECT));
    }

    /** Whether data may still be sent. */
    public boolean acceptsData() {
        return state == ReadyState.OPEN;
    }

    /**
     * Whether a message is delivered: WHATWG, "when a WebSocket message has been received", step 1. What came before
     * the peer's Close, or before it broke the protocol, still is, so this is asked when a message arrives; what came
     * before our own close is not, so it is asked again when it would be delivered.
     */
    public boolean deliversMessages() {
        return state == ReadyState.OPEN || initiator == Initiator.PEER;
    }

    /** Whether pings are answered: until our Close was sent (RFC 6455, section 5.5.2). */
    public boolean answersPings() {
        return (state == ReadyState.OPEN || state == ReadyState.CLOSING)
                && sent != Sent.WRITTEN
                && !ending
                && failure == null;
    }

    /** Whether frames that arrive are looked at. After the peer's Close they are not, nor once we have given up. */
    public boolean readsFrames() {
        return received == null
                && failure == null
                && !ending
                && (state == ReadyState.OPEN || state == ReadyState.CLOSING);
    }

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
            return in(ReadyState.OPEN).then(new Stop(Clock.CONNECT), new Open());
        }
        if (fact instanceof Fact.CloseRequested) {
            // "Fail the WebSocket connection" before there is one: no Close frame, and the code and reason are
            // nobody's.
            return in(ReadyState.CLOSING)
                    .begunBy(Initiator.LOCAL)
                    .endingTcp()
                    .then(new Stop(Clock.CONNECT), new ResetTcp());
        }
        if (fact instanceof Fact.AttemptFailed failed) {
            return in(ReadyState.CLOSING)
                    .begunBy(Initiator.LOCAL)
                    .failedWith(failed.failure())
                    .endingTcp()
                    .then(new Stop(Clock.CONNECT), new EndTcp());
        }
        if (fact instanceof Fact.PeerEndedTcp) {
            return in(ReadyState.CLOSING)
                    .begunBy(Initiator.PEER)
                    .endingTcp()
                    .then(new Stop(Clock.CONNECT), new EndTcp());
        }
        if (fact instanceof Fact.TcpEnded ended) {
            return begunBy(Initiator.PEER).closed(ended.cause(), Clock.CONNECT);
        }
        return then();
    }

    private Step whileOpen(Fact fact) {
        if (fact instanceof Fact.CloseRequested close) {
            return in(ReadyState.CLOSING)
                    .begunBy(Initiator.LOCAL)
                    .sent(Sent.QUEUED)
                    .then(new WriteClose(close.body()), new Start(Clock.CLOSING));
        }
        if (fact instanceof Fact.CloseReceived close) {
            // RFC 6455, section 5.5.1: answer, repeating the code; what was accepted before goes first.
            return in(ReadyState.CLOSING)
                    .begunBy(Initiator.PEER)
                    .received(close.body())
                    .sent(Sent.QUEUED)
                    .then(new WriteClose(close.body()), new Start(Clock.CLOSING));
        }
        if (fact instanceof Fact.Failed failed) {
            return in(ReadyState.CLOSING)
                    .begunBy(Initiator.PEER)
                    .failedWith(failed.failure())
                    .sent(Sent.QUEUED)
                    .then(new WriteCloseNow(failed.body()), new Start(Clock.TCP_CLOSE));
        }
        if (fact instanceof Fact.PeerEndedTcp) {
            return in(ReadyState.CLOSING).begunBy(Initiator.PEER).endingTcp().then(new EndTcp());
        }
        if (fact instanceof Fact.TcpEnded ended) {
            return begunBy(Initiator.PEER).closed(ended.cause());
        }
        return then();
    }

    private Step whileClosing(Fact fact) {
        if (fact instanceof Fact.TcpEnded ended) {
            return closed(ended.cause(), Clock.CLOSING, Clock.TCP_CLOSE);
        }
        if (ending) {
            return then();
        }
        if (fact instanceof Fact.CloseReceived close && readsFrames()) {
            Closing next = received(close.body());
            return sent == Sent.WRITTEN ? next.exchanged() : next.then();
        }
        if (fact instanceof Fact.Failed failed && readsFrames()) {
            // Our one Close frame is spoken for, so all that is left is to end TCP.
            return failedWith(failed.failure()).endingTcp().then(new Stop(Clock.CLOSING), new EndTcp());
        }
        if (fact instanceof Fact.Progress && sent == Sent.QUEUED && failure == null) {
            return then(new Start(Clock.CLOSING));
        }
        if (fact instanceof Fact.CloseWritten && sent == Sent.QUEUED) {
            Closing next = sent(Sent.WRITTEN);
            if (failure != null) {
                return next.endingTcp().then(new Stop(Clock.TCP_CLOSE), new EndTcp());
            }
            return received == null ? next.then(new Start(Clock.CLOSING)) : next.exchanged();
        }
        if (fact instanceof Fact.PeerEndedTcp) {
            // It may still read: an answer that is queued behind data is worth writing. Nothing else can come of
            // waiting.
            boolean answerQueued = received != null && sent == Sent.QUEUED;
            return answerQueued
                    ? withPeerEndedTcp().then()
                    : endingTcp().then(new Stop(Clock.CLOSING), new Stop(Clock.TCP_CLOSE), new EndTcp());
        }
        if (fact instanceof Fact.TimedOut timedOut) {
            boolean stuck = timedOut.clock() == Clock.CLOSING && sent == Sent.QUEUED
                    || timedOut.clock() == Clock.TCP_CLOSE && failure != null;
            return endingTcp().then(stuck ? new ResetTcp() : new EndTcp());
        }
        return then();
    }

    /** Both Close frames are exchanged: the server ends TCP first (RFC 6455, section 7.1.1), within reason. */
    private Step exchanged() {
        return peerEndedTcp
                ? endingTcp().then(new Stop(Clock.CLOSING), new EndTcp())
                : then(new Stop(Clock.CLOSING), new Start(Clock.TCP_CLOSE));
    }

    private Step closed(Throwable cause, Clock... running) {
        boolean clean = failure == null && received != null && sent == Sent.WRITTEN && cause == null;
        CloseBody told = failure == null && received != null ? received : new CloseBody(CloseCodes.ABNORMAL, "");
        Throwable reported = failure != null ? failure : cause;
        CloseEvent event = new CloseEvent(told.code(), told.reason(), clean, initiator, Optional.ofNullable(reported));
        Action[] actions = new Action[running.length + 1];
        for (int i = 0; i < running.length; i++) {
            actions[i] = new Stop(running[i]);
        }
        // An attempt that failed is told to its caller; only an endpoint that was opened hears of a failure.
        boolean wasOpen = sent != Sent.NOTHING;
        actions[running.length] = new Report(event, wasOpen ? failure : null);
        return in(ReadyState.CLOSED).then(actions);
    }

    private Step then(Action... actions) {
        return new Step(this, List.of(actions));
    }

    private Closing in(ReadyState next) {
        return new Closing(next, sent, received, peerEndedTcp, ending, initiator, failure);
    }

    private Closing sent(Sent next) {
        return new Closing(state, next, received, peerEndedTcp, ending, initiator, failure);
    }

    private Closing received(CloseBody body) {
        return new Closing(state, sent, body, peerEndedTcp, ending, initiator, failure);
    }

    private Closing withPeerEndedTcp() {
        return new Closing(state, sent, received, true, ending, initiator, failure);
    }

    private Closing endingTcp() {
        return new Closing(state, sent, received, peerEndedTcp, true, initiator, failure);
    }

    private Closing begunBy(Initiator side) {
        return new Closing(state, sent, received, peerEndedTcp, ending, side, failure);
    }

    private Closing failedWith(Throwable cause) {
        return new Closing(state, sent, received, peerEndedTcp, ending, initiator, cause);
    }
}
