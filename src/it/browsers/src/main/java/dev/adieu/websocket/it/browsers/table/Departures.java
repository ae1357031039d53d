package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.leavePage;
import static dev.adieu.websocket.it.browsers.scenario.Call.removePage;
import static dev.adieu.websocket.it.browsers.scenario.Call.send;
import static dev.adieu.websocket.it.browsers.scenario.Call.sendBytes;
import static dev.adieu.websocket.it.browsers.scenario.Call.signal;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onCue;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClientEnd;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitSignal;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.cue;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readRequest;

import dev.adieu.websocket.it.browsers.scenario.Call;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import java.util.List;

/** The page that a WebSocket belongs to goes away: what does the server see? Adieu's container is closed instead. */
final class Departures {

    private static final int MIB = 1 << 20;

    private Departures() {}

    static List<Scenario> scenarios() {
        return List.of(
                open("removed", "the page is removed", removePage()),
                open("left", "another page is loaded", leavePage()),
                open(
                        "removed-behind-text",
                        "a text is sent, and the page is removed",
                        send("last words"),
                        removePage()),
                open("left-behind-text", "a text is sent, and another page is loaded", send("last words"), leavePage()),
                open(
                        "removed-behind-10m",
                        "10 MiB are sent, and the page is removed",
                        sendBytes(10 * MIB),
                        removePage()),
                open(
                        "removed-after-close",
                        "close(3000, \"r\"), and the page is removed",
                        close(3000, "r"),
                        removePage()),
                Scenario.of("page-removed-connecting", "the handshake is unanswered, and the page is removed")
                        .client(onCue("asked", removePage()))
                        .server(readRequest(), cue("asked"), awaitClientEnd())
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("page-left-connecting", "the handshake is unanswered, and another page is loaded")
                        .client(onCue("asked", leavePage()))
                        .server(readRequest(), cue("asked"), awaitClientEnd())
                        .with(Trait.TCP_END_IS_OPEN));
    }

    private static Scenario open(String id, String title, Call... calls) {
        return Scenario.of("page-" + id, title)
                .client(onOpen(signal()), onCue("go", calls))
                .server(accept(), awaitSignal(), cue("go"), answerClose(), fin())
                .with(Trait.TCP_END_IS_OPEN);
    }
}
