package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClientEnd;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.pause;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.rst;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.ServerStep;
import dev.adieu.websocket.peer.Frame;
import java.util.ArrayList;
import java.util.List;

/** TCP ends in the middle, half or by reset. */
final class TcpEnds {

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        TcpEnds all = new TcpEnds();
        all.open("fin", "FIN without a Close", fin());
        all.open("rst", "RST without a Close", rst());
        all.open("message-fin", "a message, then FIN", send("a text", Frame.text("last words")), fin());
        all.open(
                "fin-in-frame",
                "FIN in the middle of a frame",
                send("half a frame", Frame.text("abc").claiming(10)),
                fin());
        all.open(
                "rst-in-frame",
                "RST in the middle of a frame",
                send("half a frame", Frame.text("abc").claiming(10)),
                rst());
        all.open(
                "fin-in-close-frame",
                "FIN in the middle of a Close frame",
                send("half a Close", Frame.close(1000, "abc").claiming(20)),
                fin());
        all.open(
                "fin-in-message",
                "FIN between two fragments",
                send("a fragment", Frame.text("abc").notFinal()),
                fin());
        all.open("ping-fin", "a ping, then FIN", send("ping", Frame.ping("p")), fin());
        all.scenarios.add(opened("close-fin", "Close, and FIN without waiting", sendClose(1000, "r"), fin())
                .with(Trait.FIREFOX_RACES));
        all.open(
                "close-fin-later",
                "Close, and FIN 100 ms later whatever comes",
                sendClose(1000, "r"),
                pause(100),
                fin());
        all.open(
                "close-rst-later",
                "Close, and RST when the answer has come",
                sendClose(1000, "r"),
                awaitClose(),
                rst());
        all.closing("fin", "our Close is followed by FIN without a Close", awaitClose(), fin());
        all.closing("rst", "our Close is followed by RST", awaitClose(), rst());
        all.closing(
                "message-fin",
                "our Close is followed by a message and FIN",
                awaitClose(),
                send("a text", Frame.text("late")),
                fin());
        all.closing(
                "fin-in-answer",
                "FIN in the middle of the answer",
                awaitClose(),
                send("half a Close", Frame.close(3001, "abc").claiming(20)),
                fin());
        all.closing("answer-rst", "the answer, then RST", answerClose(), rst());
        all.closing(
                "answer-client-first", "the answer, and the client ends TCP first", answerClose(), awaitClientEnd());
        return all.scenarios;
    }

    private void open(String id, String title, ServerStep... then) {
        scenarios.add(opened(id, title, then));
    }

    private static Scenario opened(String id, String title, ServerStep... then) {
        return Scenario.of("tcp-" + id, title).serverOnceOpen(then).with(Trait.TCP_END_IS_OPEN);
    }

    private void closing(String id, String title, ServerStep... then) {
        List<ServerStep> server = new ArrayList<>(List.of(accept()));
        server.addAll(List.of(then));
        scenarios.add(Scenario.of("tcp-closing-" + id, title)
                .client(onOpen(close(3001, "client")))
                .server(server.toArray(ServerStep[]::new))
                .with(Trait.TCP_END_IS_OPEN));
    }
}
