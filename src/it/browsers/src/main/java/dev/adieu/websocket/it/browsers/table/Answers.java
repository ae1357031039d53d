package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import java.util.ArrayList;
import java.util.List;

/** The client closes with 3001, and the peer answers with something else: the event tells the peer's. */
final class Answers {

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        Answers all = new Answers();
        for (int code : new int[] {0, 999, 1000, 1001, 1005, 1006, 1011, 1015, 2999, 4001, 65_535}) {
            all.add(String.valueOf(code), "code " + code, Frame.close(code, "server"));
        }
        all.add("empty", "an empty body", Frame.close());
        all.add("bare", "the code and no reason", Frame.close(3001));
        all.add("other-reason", "another reason", Frame.close(3001, "other"));
        all.add("1-byte", "a body of one byte", Frame.of(Opcode.CLOSE, (byte) 3));
        all.add("bad-utf8", "a reason that is no UTF-8", Frame.close(1000, new byte[] {(byte) 0xFF}));
        all.add("masked", "a masked frame", Frame.close(3001, "client").masked());
        all.add("fragmented", "a frame without FIN", Frame.close(3001, "client").notFinal());
        all.add("126", "a body of 126 bytes", Frame.close(3001, "z".repeat(124)));
        return all.scenarios;
    }

    private void add(String id, String title, Frame answer) {
        scenarios.add(Scenario.of("answer-" + id, "the answer has " + title)
                .client(onOpen(close(3001, "client")))
                .server(accept(), awaitClose(), send("that answer", answer), fin()));
    }
}
