package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.ReadyState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sees the facts that go in and the actions that come out, knows nothing of how {@link Closing} remembers them, and
 * checks what must hold for each connection as a whole. Immutable.
 *
 * @param rules the rule set of the session
 * @param running the timers that were started and neither stopped nor ran out
 * @param written our Close frame, once it was ordered
 * @param closeWritten whether it is with the operating system
 * @param received the Close frame that counts as the peer's
 * @param failure what failed the open connection
 * @param toldTooBig the message over the limit that was reported to the application while the connection stayed open
 * @param attemptFailure what failed the attempt
 * @param peerEndedTcp whether the peer has sent its FIN
 * @param tcpEnd the order to end TCP, once it was given
 * @param begunBy the first thing that led to the end
 * @param opened whether the opening was reported to the application
 * @param reported whether the close was reported to the application
 */
record Observer(
        CloseRules rules,
        Set<CloseTimer> running,
        CloseBody written,
        boolean closeWritten,
        CloseBody received,
        Throwable failure,
        Throwable toldTooBig,
        Throwable attemptFailure,
        boolean peerEndedTcp,
        Action tcpEnd,
        Fact begunBy,
        boolean opened,
        boolean reported) {

    static Observer of(CloseRules rules, Closing.Step begin) {
        check(begin.next().state() == ReadyState.CONNECTING, "begins in CONNECTING");
        check(
                begin.actions().equals(List.of(new Action.Start(CloseTimer.CONNECT))),
                "starts the connect timeout and does nothing else");
        return new Observer(
                rules,
                EnumSet.of(CloseTimer.CONNECT),
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                false,
                false);
    }

    /** Checks one step, and is what is known after it. */
    Observer after(Closing before, Fact fact, Closing.Step step) {
        if (reported) {
            check(step.next().equals(before) && step.actions().isEmpty(), "nothing happens after the report");
            return this;
        }
        Observer next = withFact(before, fact).withActions(before, fact, step);
        next.checkState(before, fact, step.next());
        next.checkTime(this, fact, step);
        return next;
    }

    /** Records what the fact means by the contract, before it is acted upon. */
    private Observer withFact(Closing before, Fact fact) {
        boolean connecting = before.state() == ReadyState.CONNECTING;
        boolean heeded = received == null && failure == null && tcpEnd == null;
        boolean frameCounts = !connecting && heeded;
        CloseBody close = frameCounts && fact instanceof Fact.CloseReceived received ? received.body() : received;
        Throwable broken = frameCounts && fact instanceof Fact.Failed failed ? failed.failure() : failure;
        if (before.state() == ReadyState.OPEN && fact instanceof Fact.PeerSilent silent) {
            broken = silent.failure();
        }
        Throwable told = toldTooBig;
        if (before.state() == ReadyState.OPEN && told == null && fact instanceof Fact.MessageTooBig tooBig) {
            broken = rules == CloseRules.BROWSER ? tooBig.failure() : broken;
            told = rules == CloseRules.RFC6455 ? tooBig.failure() : null;
        }
        Throwable refused = connecting && fact instanceof Fact.AttemptFailed failed ? failed.failure() : attemptFailure;
        boolean flushed = closeWritten || written != null && fact instanceof Fact.CloseWritten;
        boolean fin = peerEndedTcp || fact instanceof Fact.PeerEndedTcp;
        Set<CloseTimer> timers = running;
        if (fact instanceof Fact.TimedOut timedOut) {
            check(running.contains(timedOut.timer()), "only a timer that runs runs out");
            timers = without(running, timedOut.timer());
        }
        return new Observer(
                rules, timers, written, flushed, close, broken, told, refused, fin, tcpEnd, begunBy, opened, false);
    }

    private Observer withActions(Closing before, Fact fact, Closing.Step step) {
        Set<CloseTimer> timers = running;
        CloseBody close = written;
        Action end = tcpEnd;
        boolean open = opened;
        boolean report = false;
        for (Action action : step.actions()) {
            check(!report, "the report is the last action");
            if (action instanceof Action.Start start) {
                timers = with(timers, start.timer());
            } else if (action instanceof Action.Stop stop) {
                timers = without(timers, stop.timer());
            } else if (action instanceof Action.Open) {
                check(
                        !open && fact instanceof Fact.Established && before.state() == ReadyState.CONNECTING,
                        "opens once, when established");
                open = true;
            } else if (action instanceof Action.WriteClose write) {
                check(close == null, "at most one Close frame is written");
                close = write.body();
                CloseBody wanted = fact instanceof Fact.CloseRequested requested
                        ? requested.body()
                        : ((Fact.CloseReceived) fact).body();
                check(close.equals(wanted), "our Close says what was asked for, or repeats what came");
            } else if (action instanceof Action.WriteCloseNow write) {
                check(close == null, "at most one Close frame is written");
                close = write.body();
                CloseBody why = fact instanceof Fact.Failed failed ? failed.body() : ((Fact.MessageTooBig) fact).body();
                check(close.equals(why), "the Close of a failed connection says why");
            } else if (action instanceof Action.TellTooBig told) {
                check(
                        before.state() == ReadyState.OPEN
                                && !before.toldTooBig()
                                && rules == CloseRules.RFC6455
                                && told.failure() == toldTooBig,
                        "a message over the limit is reported once, while open, if it does not fail the connection");
            } else if (action instanceof Action.Report told) {
                checkReport(before, fact, told, close);
                report = true;
            } else {
                check(end == null, "TCP is ended once");
                end = action;
            }
        }
        boolean begins = begunBy == null && step.next().state().compareTo(ReadyState.OPEN) > 0;
        return new Observer(
                rules,
                timers,
                close,
                closeWritten,
                received,
                failure,
                toldTooBig,
                attemptFailure,
                peerEndedTcp,
                end,
                begins ? fact : begunBy,
                open,
                report);
    }

    private static Set<CloseTimer> with(Set<CloseTimer> timers, CloseTimer timer) {
        EnumSet<CloseTimer> more = EnumSet.of(timer);
        more.addAll(timers);
        return more;
    }

    private static Set<CloseTimer> without(Set<CloseTimer> timers, CloseTimer timer) {
        EnumSet<CloseTimer> fewer = EnumSet.noneOf(CloseTimer.class);
        fewer.addAll(timers);
        fewer.remove(timer);
        return fewer;
    }

    private static Initiator side(Fact fact) {
        boolean here = fact instanceof Fact.CloseRequested
                || fact instanceof Fact.AttemptFailed
                || fact instanceof Fact.Failed failed && failed.by() == Initiator.LOCAL;
        return here ? Initiator.LOCAL : Initiator.PEER;
    }

    private void checkReport(Closing before, Fact fact, Action.Report report, CloseBody close) {
        check(fact instanceof Fact.TcpEnded, "the connection is closed when TCP has ended");
        Throwable broke = ((Fact.TcpEnded) fact).cause();
        boolean told = received != null && failure == null;
        boolean clean = told && close != null && closeWritten && broke == null && !(tcpEnd instanceof Action.ResetTcp);
        Throwable cause = failure != null ? failure : attemptFailure != null ? attemptFailure : broke;
        CloseEvent expected = new CloseEvent(
                told ? received.code() : 1006,
                told ? received.reason() : "",
                clean,
                side(begunBy == null ? fact : begunBy),
                Optional.ofNullable(cause));
        check(report.event().equals(expected), "the event says what happened");
        boolean lost =
                begunBy instanceof Fact.PeerSilent || opened && broke != null && received == null && tcpEnd == null;
        Action.OnError onError = toldTooBig != null
                ? Action.OnError.NOT_CALLED
                : failure != null && !(begunBy instanceof Fact.PeerSilent)
                        ? Action.OnError.FAILURE
                        : lost ? Action.OnError.CONNECTION_LOST : Action.OnError.NOT_CALLED;
        check(
                report.onError() == onError,
                "onError hears once of a failure or of the loss of the open connection, and of nothing else");
        check(
                onError == Action.OnError.NOT_CALLED || opened && cause != null,
                "an endpoint that was not opened hears no error, and an error has a cause");
        check(before.state() != ReadyState.CLOSED, "reported once");
    }

    private void checkState(Closing before, Fact fact, Closing after) {
        check(after.state().compareTo(before.state()) >= 0, "states only move forward");
        check(reported == (after.state() == ReadyState.CLOSED), "CLOSED exactly when reported");
        check(after.acceptsData() == (after.state() == ReadyState.OPEN), "data is accepted in OPEN only");
        check(
                !after.acceptsData() || opened && written == null && tcpEnd == null,
                "no data after Close, nor before the connection is open");
        check(after.state() == ReadyState.CONNECTING || opened || written == null, "an attempt writes no Close");
        if (fact instanceof Fact.CloseRequested && before.state().compareTo(ReadyState.OPEN) > 0) {
            check(after.equals(before), "the first close stands");
        }
        if (fact instanceof Fact.PeerSilent) {
            check(
                    before.state() == ReadyState.OPEN ? tcpEnd instanceof Action.ResetTcp : after.equals(before),
                    "a peer that fell silent ends an open connection at once, and no other");
        }
        boolean mayAnswer = after.state() == ReadyState.OPEN || after.state() == ReadyState.CLOSING;
        check(
                after.answersPings() == (mayAnswer && opened && !closeWritten && tcpEnd == null && failure == null),
                "pings are answered until Close was sent");
        boolean mayRead = mayAnswer && received == null && failure == null && tcpEnd == null;
        check(after.readsFrames() == mayRead, "frames are read until the peer's Close or the end");
        check(
                !opened || after.deliversMessages() == !(begunBy instanceof Fact.CloseRequested),
                "what was read is delivered unless this side asked to close");
        check(
                after.takesMessages() == (after.state() == ReadyState.OPEN && toldTooBig == null),
                "messages are taken while open, until one is too big");
    }

    /** Checks the rules about time, and about not waiting. */
    private void checkTime(Observer before, Fact fact, Closing.Step step) {
        check(running.equals(timers(step.next())), "the timers of the state run, and no others");
        boolean closingRanOn = before.running.contains(CloseTimer.CLOSING) && running.contains(CloseTimer.CLOSING);
        boolean behindData = fact instanceof Fact.Progress && !closeWritten;
        boolean justWritten = !before.closeWritten && closeWritten;
        check(
                !closingRanOn
                        || step.actions().contains(new Action.Start(CloseTimer.CLOSING)) == (behindData || justWritten),
                "the closing timeout starts again with what the peer takes, and when Close is written, and with nothing else");
        boolean answerQueued = received != null && !closeWritten;
        check(
                step.next().state() != ReadyState.CLOSING || !peerEndedTcp || answerQueued || tcpEnd != null,
                "once the peer has ended TCP, only an answer to its Close is worth waiting for");
        check(
                before.tcpEnd != null || !answerQueued || tcpEnd == null || fact instanceof Fact.TimedOut,
                "the answer to the peer's Close is waited for");
        boolean attemptGivenUp = before.begunBy == null && !opened && fact instanceof Fact.CloseRequested;
        check(!attemptGivenUp || tcpEnd instanceof Action.ResetTcp, "an attempt that is given up drops TCP at once");
    }

    /** Returns the timers that run by the contract's table. */
    private Set<CloseTimer> timers(Closing now) {
        if (now.state() == ReadyState.CONNECTING) {
            return Set.of(CloseTimer.CONNECT);
        }
        if (now.state() != ReadyState.CLOSING || tcpEnd != null) {
            return Set.of();
        }
        boolean exchanged = received != null && closeWritten;
        return Set.of(exchanged || failure != null ? CloseTimer.TCP_CLOSE : CloseTimer.CLOSING);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
