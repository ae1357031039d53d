package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseEvent.Initiator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The facts that the exhaustive tests combine: every kind, and more than one of a kind where its content matters. */
final class Facts {

    static final Fact ESTABLISHED = new Fact.Established();
    static final Fact ATTEMPT_FAILED = new Fact.AttemptFailed(new IOException("refused"));
    static final Fact CLOSE_REQUESTED = new Fact.CloseRequested(new CloseBody(3000, "first"));
    static final Fact CLOSE_REQUESTED_OTHERWISE = new Fact.CloseRequested(CloseBody.EMPTY);
    static final Fact CLOSE_RECEIVED = new Fact.CloseReceived(new CloseBody(4000, "peer"));
    static final Fact EMPTY_CLOSE_RECEIVED = new Fact.CloseReceived(CloseBody.EMPTY);
    static final Fact FAILED =
            new Fact.Failed(new CloseBody(1002, "protocol error"), new IOException("broken rule"), Initiator.PEER);
    static final Fact FAULTED =
            new Fact.Failed(new CloseBody(1011, "internal error"), new IllegalStateException("ours"), Initiator.LOCAL);
    static final Fact MESSAGE_TOO_BIG =
            new Fact.MessageTooBig(new CloseBody(1009, "message too big"), new IOException("too big"));
    static final Fact PEER_SILENT = new Fact.PeerSilent(new IOException("no pong"));
    static final Fact PROGRESS = new Fact.Progress();
    static final Fact CLOSE_WRITTEN = new Fact.CloseWritten();
    static final Fact PEER_ENDED_TCP = new Fact.PeerEndedTcp();
    static final Fact TCP_ENDED = new Fact.TcpEnded(null);
    static final Fact TCP_BROKE = new Fact.TcpEnded(new IOException("reset"));

    private static final List<Fact> ANY_TIME = List.of(
            ESTABLISHED,
            ATTEMPT_FAILED,
            CLOSE_REQUESTED,
            CLOSE_REQUESTED_OTHERWISE,
            CLOSE_RECEIVED,
            EMPTY_CLOSE_RECEIVED,
            FAILED,
            FAULTED,
            MESSAGE_TOO_BIG,
            PEER_SILENT,
            PROGRESS,
            CLOSE_WRITTEN,
            PEER_ENDED_TCP,
            TCP_ENDED,
            TCP_BROKE);

    private static final List<Fact> ANY_TIME_OR_CLOSING_TIMED_OUT = and(new Fact.TimedOut(CloseTimer.CLOSING));
    private static final List<Fact> ANY_TIME_OR_TCP_CLOSE_TIMED_OUT = and(new Fact.TimedOut(CloseTimer.TCP_CLOSE));

    private Facts() {}

    private static List<Fact> and(Fact timedOut) {
        List<Fact> facts = new ArrayList<>(ANY_TIME);
        facts.add(timedOut);
        return List.copyOf(facts);
    }

    /**
     * Returns everything that can happen while these timers run, and much that cannot; but a timer that does not run
     * never runs out.
     */
    static List<Fact> possible(Set<CloseTimer> running) {
        if (running.contains(CloseTimer.CLOSING)) {
            return ANY_TIME_OR_CLOSING_TIMED_OUT;
        }
        return running.contains(CloseTimer.TCP_CLOSE) ? ANY_TIME_OR_TCP_CLOSE_TIMED_OUT : ANY_TIME;
    }
}
