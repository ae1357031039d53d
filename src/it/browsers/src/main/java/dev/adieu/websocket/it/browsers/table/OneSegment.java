package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Wire;
import java.util.ArrayList;
import java.util.List;

/** Several things arrive together: with the response to the opening handshake, or with the Close. */
final class OneSegment {

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        OneSegment all = new OneSegment();
        all.with101("close", "Close", Frame.close(1000, "early"));
        all.with101("empty-close", "an empty Close", Frame.close());
        all.with101("text-close", "a text and Close", Frame.text("hi"), Frame.close(1001, "bye"));
        all.with101(
                "texts-close",
                "three texts and Close",
                Frame.text("a"),
                Frame.text("b"),
                Frame.text("c"),
                Frame.close(4000, "bye"));
        all.with101("ping-close", "a ping and Close", Frame.ping("p"), Frame.close(1000, "bye"));
        all.with101InFirefoxByChance("error", "a frame with a reserved opcode", Frame.of(3));
        all.with101InFirefoxByChance(
                "text-error", "a text and a frame with a reserved opcode", Frame.text("a"), Frame.of(3));
        all.with101("bad-close", "Close 1005", Frame.close(1005, "bad"));
        all.scenarios.add(Scenario.of("with-101-fin", "101 and FIN together")
                .server(accept(), fin())
                .with(Trait.TCP_END_IS_OPEN)
                .with(Trait.FIREFOX_RACES));
        all.together("text-close", "a text and Close", Frame.text("last"), Frame.close(1000, "r"));
        all.together(
                "texts-close",
                "three texts and Close",
                Frame.text("a"),
                Frame.text("b"),
                Frame.text("c"),
                Frame.close(1001, "going"));
        all.together(
                "fragments-close",
                "a message in two fragments and Close",
                Frame.text("a").notFinal(),
                Frame.continuation("b"),
                Frame.close(1000, "r"));
        all.together(
                "half-message-close", "one fragment and Close", Frame.text("a").notFinal(), Frame.close(1000, "r"));
        all.together("close-text", "Close and a text", Frame.close(1000, "r"), Frame.text("late"));
        all.together("close-close", "two Close frames", Frame.close(1000, "r1"), Frame.close(4000, "r2"));
        all.together("close-ping", "Close and a ping", Frame.close(1000, "r"), Frame.ping("late"));
        all.together("ping-close", "a ping and Close", Frame.ping("p"), Frame.close(1000, "r"));
        all.together(
                "pings-close",
                "three pings and Close",
                Frame.ping("1"),
                Frame.ping("2"),
                Frame.ping("3"),
                Frame.close(1000, "r"));
        all.together("close-error", "Close and a frame with a reserved opcode", Frame.close(1000, "r"), Frame.of(3));
        all.together("text-error", "a text and a frame with a reserved opcode", Frame.text("a"), Frame.of(3));
        all.together("error-close", "a frame with a reserved opcode and Close", Frame.of(3), Frame.close(1000, "r"));
        all.together("text-bad-close", "a text and Close 1006", Frame.text("a"), Frame.close(1006, "bad"));
        return all.scenarios;
    }

    private void with101(String id, String title, Wire... following) {
        scenarios.add(in101(id, title, following));
    }

    /** Firefox sometimes fails the connection before its open event, and sometimes after it. */
    private void with101InFirefoxByChance(String id, String title, Wire... following) {
        scenarios.add(in101(id, title, following).with(Trait.FIREFOX_RACES));
    }

    private static Scenario in101(String id, String title, Wire... following) {
        return Scenario.of("with-101-" + id, "101 and " + title + " together")
                .server(accept(following), awaitClose(), fin())
                .with(Trait.TCP_END_IS_OPEN);
    }

    private void together(String id, String title, Wire... parts) {
        scenarios.add(Scenario.of("segment-" + id, title + " together")
                .serverOnceOpen(send(title, parts), awaitClose(), fin())
                .with(Trait.TCP_END_IS_OPEN));
    }
}
