package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.send;
import static dev.adieu.websocket.it.browsers.scenario.Call.signal;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onMessage;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitSignal;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.pause;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.peer.Frame;
import java.util.List;

/** Both sides close before either has seen the other's Close. */
final class Crossing {

    private Crossing() {}

    static List<Scenario> scenarios() {
        return List.of(
                crossing("codes", "two codes", Frame.close(4001, "theirs")),
                crossing("same", "the same code", Frame.close(3001, "mine")),
                crossing("empty", "the peer's is empty", Frame.close()),
                crossing("1005", "the peer's is 1005", Frame.close(1005, "bad")),
                crossing(
                        "message",
                        "a message goes before the peer's",
                        Frame.text("before"),
                        Frame.close(4001, "theirs")),
                crossing("ping", "a ping goes before the peer's", Frame.ping("p"), Frame.close(4001, "theirs")),
                crossing(
                        "answered",
                        "the peer's is followed by its answer to ours",
                        Frame.close(4001, "theirs"),
                        Frame.close(3001, "mine")),
                Scenario.of("crossing-own-empty", "our empty Close crosses the peer's")
                        .client(onOpen(close(), signal()))
                        .server(accept(), awaitSignal(), pause(100), sendClose(4001, "theirs"), awaitClose(), fin()),
                Scenario.of("crossing-data", "our data and Close cross the peer's")
                        .client(onOpen(send("data"), close(3001, "mine"), signal()))
                        .server(accept(), awaitSignal(), pause(100), sendClose(4001, "theirs"), awaitClose(), fin()),
                Scenario.of("closing-message-then-answer", "messages, then the answer")
                        .client(onOpen(close(3001, "mine")))
                        .server(
                                accept(),
                                awaitClose(),
                                send("two texts", Frame.text("late"), Frame.text("later")),
                                answerClose(),
                                fin()),
                Scenario.of("closing-half-message-then-answer", "a fragment, then the answer")
                        .client(onOpen(close(3001, "mine")))
                        .server(
                                accept(),
                                awaitClose(),
                                send("a fragment", Frame.text("la").notFinal()),
                                answerClose(),
                                fin()),
                Scenario.of("closing-ping-then-answer", "a ping, then the answer")
                        .client(onOpen(close(3001, "mine")))
                        .server(accept(), awaitClose(), send("a ping", Frame.ping("p")), answerClose(), fin()),
                Scenario.of("closing-in-message-then-message", "close in a message, while another one is on its way")
                        .client(onMessage(close(3001, "mine"), signal()))
                        .serverOnceOpen(
                                send("a text", Frame.text("first")),
                                awaitSignal(),
                                send("a text", Frame.text("second")),
                                answerClose(),
                                fin()));
    }

    private static Scenario crossing(String id, String title, Frame... theirs) {
        return Scenario.of("crossing-" + id, "Close frames cross: " + title)
                .client(onOpen(close(3001, "mine"), signal()))
                .server(
                        accept(),
                        awaitSignal(),
                        pause(100),
                        send("its Close without having read ours", theirs),
                        awaitClose(),
                        fin())
                .with(Scenario.Trait.TCP_END_IS_OPEN);
    }
}
