package dev.adieu.websocket.impl.closing;

import static dev.adieu.websocket.impl.closing.Facts.ATTEMPT_FAILED;
import static dev.adieu.websocket.impl.closing.Facts.CLOSE_RECEIVED;
import static dev.adieu.websocket.impl.closing.Facts.CLOSE_REQUESTED;
import static dev.adieu.websocket.impl.closing.Facts.CLOSE_REQUESTED_OTHERWISE;
import static dev.adieu.websocket.impl.closing.Facts.CLOSE_WRITTEN;
import static dev.adieu.websocket.impl.closing.Facts.EMPTY_CLOSE_RECEIVED;
import static dev.adieu.websocket.impl.closing.Facts.ESTABLISHED;
import static dev.adieu.websocket.impl.closing.Facts.FAILED;
import static dev.adieu.websocket.impl.closing.Facts.FAULTED;
import static dev.adieu.websocket.impl.closing.Facts.MESSAGE_TOO_BIG;
import static dev.adieu.websocket.impl.closing.Facts.PEER_ENDED_TCP;
import static dev.adieu.websocket.impl.closing.Facts.PEER_SILENT;
import static dev.adieu.websocket.impl.closing.Facts.PROGRESS;
import static dev.adieu.websocket.impl.closing.Facts.TCP_BROKE;
import static dev.adieu.websocket.impl.closing.Facts.TCP_ENDED;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The actions and the close event of each way to close. */
class ClosingTest {

    private static final Fact CLOSING_TIMEOUT = new Fact.TimedOut(CloseTimer.CLOSING);
    private static final Fact TCP_CLOSE_TIMEOUT = new Fact.TimedOut(CloseTimer.TCP_CLOSE);

    static Stream<Arguments> ways() {
        return Stream.of(
                way(
                        "own close, answered",
                        "open, Close 3000, FIN, event 4000 peer clean",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        CLOSE_RECEIVED,
                        PEER_ENDED_TCP,
                        TCP_ENDED),
                way(
                        "own close, answered with an empty body",
                        "open, Close 3000, event 1005 clean",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        EMPTY_CLOSE_RECEIVED,
                        TCP_ENDED),
                way(
                        "own close, and again with something else",
                        "open, Close 3000, event 4000 peer clean",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_REQUESTED_OTHERWISE,
                        CLOSE_WRITTEN,
                        CLOSE_RECEIVED,
                        TCP_ENDED),
                way(
                        "own close that crosses the peer's",
                        "open, Close 3000, event 4000 peer clean",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_RECEIVED,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way(
                        "own close, never answered",
                        "open, Close 3000, FIN, event 1006",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        CLOSING_TIMEOUT,
                        TCP_ENDED),
                way(
                        "own close that stays behind data",
                        "open, Close 3000, RST, event 1006",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        PROGRESS,
                        CLOSING_TIMEOUT,
                        TCP_ENDED),
                way(
                        "own close, and the peer only ends TCP",
                        "open, Close 3000, FIN, event 1006",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        PEER_ENDED_TCP,
                        TCP_ENDED),
                way(
                        "own close, and the peer resets TCP",
                        "open, Close 3000, lost, event 1006",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        TCP_BROKE),
                way(
                        "own close, and the peer breaks a rule",
                        "open, Close 3000, FIN, error, event 1006",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        FAILED,
                        TCP_ENDED),
                way(
                        "peer's Close",
                        "open, Close 4000, event 4000 peer clean",
                        ESTABLISHED,
                        CLOSE_RECEIVED,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way(
                        "peer's Close without a body",
                        "open, Close 1005, event 1005 clean",
                        ESTABLISHED,
                        EMPTY_CLOSE_RECEIVED,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way(
                        "peer's Close, and a second one",
                        "open, Close 4000, event 4000 peer clean",
                        ESTABLISHED,
                        CLOSE_RECEIVED,
                        CLOSE_WRITTEN,
                        EMPTY_CLOSE_RECEIVED,
                        TCP_ENDED),
                way(
                        "peer's Close, then own close",
                        "open, Close 4000, event 4000 peer clean",
                        ESTABLISHED,
                        CLOSE_RECEIVED,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way(
                        "peer's Close and FIN while data is queued",
                        "open, Close 4000, FIN, event 4000 peer clean",
                        ESTABLISHED,
                        CLOSE_RECEIVED,
                        PEER_ENDED_TCP,
                        PROGRESS,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way(
                        "peer's Close, and it never takes the answer",
                        "open, Close 4000, RST, event 4000 peer",
                        ESTABLISHED,
                        CLOSE_RECEIVED,
                        CLOSING_TIMEOUT,
                        TCP_ENDED),
                way(
                        "peer's Close, and it never ends TCP",
                        "open, Close 4000, FIN, event 4000 peer clean",
                        ESTABLISHED,
                        CLOSE_RECEIVED,
                        CLOSE_WRITTEN,
                        TCP_CLOSE_TIMEOUT,
                        TCP_ENDED),
                way(
                        "peer's Close, then a reset",
                        "open, Close 4000, event 4000 peer",
                        ESTABLISHED,
                        CLOSE_RECEIVED,
                        CLOSE_WRITTEN,
                        TCP_BROKE),
                way(
                        "the peer breaks a rule",
                        "open, Close now 1002, FIN, error, event 1006",
                        ESTABLISHED,
                        FAILED,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way(
                        "the peer breaks a rule, and never takes our Close",
                        "open, Close now 1002, RST, error, event 1006",
                        ESTABLISHED,
                        FAILED,
                        TCP_CLOSE_TIMEOUT,
                        TCP_ENDED),
                way(
                        "the peer breaks a rule, then sends Close",
                        "open, Close now 1002, FIN, error, event 1006",
                        ESTABLISHED,
                        FAILED,
                        CLOSE_RECEIVED,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way("the peer ends TCP gracefully", "open, FIN, event 1006", ESTABLISHED, PEER_ENDED_TCP, TCP_ENDED),
                way("the peer resets TCP", "open, lost, event 1006", ESTABLISHED, TCP_BROKE),
                way("the peer falls silent", "open, RST, lost, event 1006", ESTABLISHED, PEER_SILENT, TCP_ENDED),
                way(
                        "the peer falls silent while this side closes",
                        "open, Close 3000, FIN, event 1006",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        PEER_SILENT,
                        CLOSING_TIMEOUT,
                        TCP_ENDED),
                way("an attempt is closed", "RST, event 1006", CLOSE_REQUESTED, TCP_ENDED),
                way(
                        "an attempt is closed and accepted later",
                        "RST, event 1006",
                        CLOSE_REQUESTED,
                        ESTABLISHED,
                        TCP_ENDED),
                way("an attempt is refused", "FIN, event 1006", ATTEMPT_FAILED, TCP_ENDED),
                way(
                        "a message over the limit",
                        "open, Close now 1009, FIN, error, event 1006",
                        ESTABLISHED,
                        MESSAGE_TOO_BIG,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way(
                        "a fault of our own",
                        "open, Close now 1011, FIN, error, event 1006",
                        ESTABLISHED,
                        FAULTED,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way("an attempt loses TCP", "event 1006", TCP_BROKE));
    }

    private static Arguments way(String name, String expected, Fact... facts) {
        return Arguments.of(name, expected, List.of(facts));
    }

    static Stream<Arguments> waysByTheRulesOfRfc6455() {
        return Stream.of(
                way(
                        "a message over the limit",
                        "open, error too big, Close 3000, event 4000 peer clean",
                        ESTABLISHED,
                        MESSAGE_TOO_BIG,
                        CLOSE_REQUESTED,
                        CLOSE_WRITTEN,
                        CLOSE_RECEIVED,
                        TCP_ENDED),
                way(
                        "a second message over the limit",
                        "open, error too big",
                        ESTABLISHED,
                        MESSAGE_TOO_BIG,
                        MESSAGE_TOO_BIG),
                way(
                        "a message over the limit, and then a broken frame",
                        "open, error too big, Close now 1002, FIN, event 1006",
                        ESTABLISHED,
                        MESSAGE_TOO_BIG,
                        FAILED,
                        CLOSE_WRITTEN,
                        TCP_ENDED),
                way(
                        "a message over the limit behind our Close",
                        "open, Close 3000, event 1006",
                        ESTABLISHED,
                        CLOSE_REQUESTED,
                        MESSAGE_TOO_BIG,
                        TCP_ENDED));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("waysByTheRulesOfRfc6455")
    void whatIsDoneAndToldByTheRulesOfRfc6455(String name, String expected, List<Fact> facts) {
        assertThat(doneAndTold(CloseRules.RFC6455, facts)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ways")
    void whatIsDoneAndTold(String name, String expected, List<Fact> facts) {
        assertThat(doneAndTold(CloseRules.BROWSER, facts)).isEqualTo(expected);
    }

    private static String doneAndTold(CloseRules rules, List<Fact> facts) {
        Closing closing = Closing.begin(rules).next();
        List<Action> done = new ArrayList<>();
        for (Fact fact : facts) {
            Closing.Step step = closing.after(fact);
            closing = step.next();
            done.addAll(step.actions());
        }
        return done.stream().flatMap(ClosingTest::words).collect(joining(", "));
    }

    private static Stream<String> words(Action action) {
        if (action instanceof Action.WriteClose write) {
            return Stream.of("Close " + write.body().code());
        } else if (action instanceof Action.WriteCloseNow write) {
            return Stream.of("Close now " + write.body().code());
        } else if (action instanceof Action.Report report) {
            CloseEvent event = report.event();
            String told = ("event " + event.code() + " " + event.reason()).strip() + (event.wasClean() ? " clean" : "");
            return switch (report.onError()) {
                case NOT_CALLED -> Stream.of(told);
                case FAILURE -> Stream.of("error", told);
                case CONNECTION_LOST -> Stream.of("lost", told);
            };
        } else if (action instanceof Action.TellTooBig) {
            return Stream.of("error too big");
        } else if (action instanceof Action.Open) {
            return Stream.of("open");
        } else if (action instanceof Action.EndTcp || action instanceof Action.ResetTcp) {
            return action instanceof Action.EndTcp ? Stream.of("FIN") : Stream.of("RST");
        }
        return Stream.empty();
    }
}
