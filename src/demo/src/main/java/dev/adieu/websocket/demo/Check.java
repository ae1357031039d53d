package dev.adieu.websocket.demo;

import dev.adieu.websocket.CloseEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what was seen with what must be. */
final class Check {

    /** Longer than anything here takes, and shorter than any of the clocks that are not set for the row. */
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private final List<String> problems = new ArrayList<>();

    private Check() {}

    /** Checks a scenario with a server of ours, whose answers are all known. */
    static List<String> exact(Scenario scenario, Observation seen) {
        Check verdict = new Check();
        verdict.byTheRules(seen);
        verdict.equal("the client sends", scenario.sent(), seen.wire().sent(Side.CLIENT));
        verdict.equal("the server sends", scenario.received(), seen.wire().sent(Side.SERVER));
        verdict.equal("the server reports", scenario.serverTold(), seen.serverTold());
        verdict.equal("the client reports", scenario.clientTold(), seen.clientTold());
        if (seen.took().compareTo(scenario.atLeast()) < 0 || seen.took().compareTo(AT_MOST) > 0) {
            verdict.problems.add("it takes " + scenario.atLeast().toMillis() + " to " + AT_MOST.toMillis()
                    + " ms, but took " + seen.took().toMillis());
        }
        return List.copyOf(verdict.problems);
    }

    /** Checks a scenario with an unknown server: the client must do its part, and report what came over the wire. */
    static List<String> withAnyServer(Scenario scenario, Observation seen) {
        Check verdict = new Check();
        verdict.byTheRules(seen);
        Optional<CloseEvent> event = seen.event();
        if (event.isEmpty()) {
            verdict.problems.add("there is a close event, but there was none");
        } else if (event.get().initiator() == CloseEvent.Initiator.LOCAL) {
            verdict.equal("the client sends", scenario.sent(), seen.wire().sent(Side.CLIENT));
        }
        List<String> beforeTheEnd = new ArrayList<>(
                scenario.clientTold().stream().filter(line -> !isEnd(line)).toList());
        if (seen.wire().wasReset() && event.flatMap(CloseEvent::failure).isPresent()) {
            // Jakarta WebSocket, Endpoint.onError: a socket failure is an error before it is an end.
            beforeTheEnd.add("onError: SessionException");
        }
        verdict.equal(
                "the client reports before the end",
                beforeTheEnd,
                seen.clientTold().stream().filter(line -> !isEnd(line)).toList());
        return List.copyOf(verdict.problems);
    }

    private static boolean isEnd(String line) {
        return line.startsWith("onClose") || line.startsWith("event");
    }

    private void equal(String what, Object expected, Object seen) {
        if (!expected.equals(seen)) {
            problems.add(what + ": " + expected + ", but it was: " + seen);
        }
    }

    /**
     * Checks the rules of WHATWG WebSockets, "when the WebSocket connection is closed", and RFC 6455, sections 5.5.1
     * and 7.1.
     */
    private void byTheRules(Observation seen) {
        List<SeenFrame> sent = seen.wire().frames(Side.CLIENT);
        if (sent.stream().limit(Math.max(0, sent.size() - 1)).anyMatch(SeenFrame::isClose)) {
            problems.add(
                    "nothing follows a Close, but something did: " + seen.wire().sent(Side.CLIENT));
        }
        if (!sent.stream().allMatch(SeenFrame::masked)) {
            problems.add("every frame of a client is masked, but one was not");
        }
        seen.event().ifPresent(event -> tellsTheWire(event, seen.wire()));
    }

    private void tellsTheWire(CloseEvent event, WireLog wire) {
        Optional<SeenFrame> theirs = event.failure().isPresent() ? Optional.empty() : wire.close(Side.SERVER);
        String expected = theirs.map(close -> Closed.text(close.closeCode(), close.closeReason()))
                .orElse("1006");
        equal("the event is the peer's", expected, Closed.text(event.code(), event.reason()));
        boolean exchanged = theirs.isPresent() && wire.close(Side.CLIENT).isPresent();
        if (event.wasClean() != exchanged && !wire.wasReset()) {
            problems.add("clean means that both Close frames were exchanged, but the event says "
                    + (event.wasClean() ? "clean" : "not clean"));
        }
    }
}
