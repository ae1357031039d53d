package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.it.browsers.run.Entry;
import dev.adieu.websocket.it.browsers.run.Entry.Called;
import dev.adieu.websocket.it.browsers.run.Entry.Happened;
import dev.adieu.websocket.it.browsers.run.Entry.Noted;
import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A record without what may differ from run to run: times, masking keys, how far a write had got. Two observations are
 * equal if an application, and a peer, could not tell the two clients apart.
 *
 * @param told the calls and events in their order
 * @param wire what the peer read, fragments put together
 * @param tcp how the sides ended TCP
 */
public record Observation(List<String> told, List<String> wire, List<String> tcp) {

    private static final List<String> STATES = List.of("CONNECTING", "OPEN", "CLOSING", "CLOSED");
    /** The delay with which a busy server may notice the end of TCP; rows that depend on it wait for a second. */
    private static final double CLOCK_TOLERANCE_MILLIS = 600;

    public static Observation of(Scenario scenario, RunRecord record) {
        return new Observation(told(scenario, record), ClientMessages.of(scenario, record), tcp(scenario, record));
    }

    private static List<String> told(Scenario scenario, RunRecord record) {
        List<String> told = new ArrayList<>();
        boolean dataUnderWay = false;
        boolean ended = false;
        for (Entry entry : record.client().entries()) {
            if (entry instanceof Called called) {
                dataUnderWay |=
                        called.call().startsWith("send") && called.exception() == null && called.stateBefore() == 1;
                told.add(call(called, ended)
                        + bufferedAmount(called, !dataUnderWay, scenario.is(Trait.BUFFERED_AMOUNT_IS_FIXED)));
            } else if (entry instanceof Happened happened) {
                told.add(event(happened));
                ended |= happened.type().equals("error") || happened.type().equals("close");
                if (happened.type().equals("close")
                        && !scenario.is(Trait.SENT_DATA_IS_OPEN)
                        && isBeforeTheEndOfTcp(happened, record)) {
                    told.add("before TCP had ended");
                }
            } else if (entry instanceof Noted noted) {
                told.add(noted.text());
            }
        }
        return told;
    }

    private static String call(Called called, boolean ended) {
        return called.call() + (called.exception() == null ? "" : " throws " + called.exception()) + ", "
                + state(called.stateBefore(), ended) + "→" + state(called.stateAfter(), ended);
    }

    /**
     * Adieu is closed as soon as TCP is, even while a callback runs; a page sees that with the next event at the
     * earliest.
     */
    private static String state(int state, boolean ended) {
        return STATES.get(ended ? state : Math.min(state, 2));
    }

    private static String bufferedAmount(Called called, boolean exact, boolean rough) {
        return exact
                ? ", bufferedAmount " + called.bufferedBefore() + "→" + called.bufferedAfter()
                : rough
                        ? ", bufferedAmount " + rough(called.bufferedBefore()) + "→" + rough(called.bufferedAfter())
                        : "";
    }

    private static String rough(long amount) {
        return amount == 0 ? "0" : "some";
    }

    /** The state is told with the last events only: a callback that runs later may find it further on. */
    private static String event(Happened event) {
        return switch (event.type()) {
            case "open" -> "open" + (event.data().isEmpty() ? "" : " with " + event.data());
            case "message" -> "message " + event.data();
            case "close" ->
                "close " + event.code() + ' ' + Words.quoted(event.reason(), 40)
                        + (event.wasClean() ? " clean" : " not clean") + ", " + STATES.get(event.readyState());
            default -> event.type() + ", " + STATES.get(event.readyState());
        };
    }

    /**
     * WHATWG, "when the WebSocket connection is closed": TCP has ended then, by whichever side. A server that does not
     * read cannot tell.
     */
    private static boolean isBeforeTheEndOfTcp(Happened close, RunRecord record) {
        boolean wasOpen = record.client().entries().stream()
                .anyMatch(
                        entry -> entry instanceof Happened event && event.type().equals("open"));
        double told = record.client().startedAt() + close.at();
        return wasOpen && record.peer().tcp().stream().noneMatch(end -> end.at() < told + CLOCK_TOLERANCE_MILLIS);
    }

    private static List<String> tcp(Scenario scenario, RunRecord record) {
        if (scenario.is(Trait.TCP_END_IS_OPEN)) {
            return List.of();
        }
        List<String> ends = record.peer().tcp().stream()
                .map(end -> end.side() + ' ' + end.how())
                .toList();
        // A reset is seen when it is next looked for, whatever came first.
        return ends.stream().anyMatch(end -> end.endsWith("RST"))
                ? ends.stream().sorted().toList()
                : ends;
    }
}
