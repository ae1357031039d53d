package dev.adieu.websocket.it.browsers.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.adieu.websocket.it.browsers.run.Entry;
import dev.adieu.websocket.it.browsers.run.Entry.Called;
import dev.adieu.websocket.it.browsers.run.Entry.Happened;
import dev.adieu.websocket.it.browsers.run.Entry.Noted;
import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.scenario.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One record as a list of moments of both sides, in the order of the clock. */
final class Timeline {

    private static final List<String> STATES = List.of("CONNECTING", "OPEN", "CLOSING", "CLOSED");

    /**
     * Something at a time.
     *
     * @param at milliseconds since {@code new WebSocket}
     * @param side {@code client}, {@code server}, {@code wire} (what arrived from the client) or {@code tcp}
     * @param bytes in hexadecimal, to be decoded by the page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Moment(double at, String side, String text, String bytes) {}

    private Timeline() {}

    static List<Moment> of(RunRecord record) {
        double start = record.client().startedAt();
        List<Moment> moments = new ArrayList<>();
        record.client().entries().forEach(entry -> moments.add(new Moment(entry.at(), "client", words(entry), null)));
        record.peer()
                .played()
                .forEach(step -> moments.add(new Moment(
                        step.at() - start, "server", step.step(), step.sent().isEmpty() ? null : step.sent())));
        record.peer()
                .frames()
                .forEach(frame ->
                        moments.add(new Moment(frame.at() - start, "wire", "arrives from the client", frame.raw())));
        record.peer()
                .tcp()
                .forEach(end ->
                        moments.add(new Moment(end.at() - start, "tcp", end.side() + " ends TCP: " + end.how(), null)));
        moments.sort(Comparator.comparingDouble(Moment::at));
        if (record.peer().unreached() != null) {
            moments.add(new Moment(
                    moments.isEmpty() ? 0 : moments.get(moments.size() - 1).at(),
                    "server",
                    "not reached: " + record.peer().unreached(),
                    null));
        }
        return moments;
    }

    private static String words(Entry entry) {
        if (entry instanceof Called called) {
            return called.call() + (called.exception() == null ? "" : " throws " + called.exception()) + "; readyState "
                    + state(called.stateBefore()) + "→" + state(called.stateAfter()) + ", bufferedAmount "
                    + called.bufferedBefore() + "→" + called.bufferedAfter();
        }
        return entry instanceof Noted noted ? noted.text() : words((Happened) entry);
    }

    private static String words(Happened event) {
        String what = switch (event.type()) {
            case "open" -> event.data().isEmpty() ? "event open" : "event open, subprotocol " + event.data();
            case "message" -> "event message: " + event.data();
            case "close" ->
                "event close: " + event.code() + ' ' + Words.quoted(event.reason(), 130)
                        + (event.wasClean() ? ", clean" : ", not clean");
            default -> "event " + event.type();
        };
        return what + "; readyState " + state(event.readyState());
    }

    private static String state(int state) {
        return STATES.get(state);
    }
}
