package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.signal;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onClose;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onCue;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onError;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onMessage;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitSignal;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.cue;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.pause;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readRequest;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.respond;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Call;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.peer.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments are checked in every state; a call that passes counts once. */
final class ArgumentsByState {

    private ArgumentsByState() {}

    static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        badCalls().forEach((name, call) -> {
            all.add(Scenario.of("connecting-bad-" + name, "CONNECTING: " + call.words() + ", and the attempt goes on")
                    .client(onCue("asked", call, signal()), onOpen(close(3000)))
                    .server(readRequest(), cue("asked"), awaitSignal(), accept(), answerClose(), fin()));
            all.add(Scenario.of("closing-bad-" + name, "CLOSING: " + call.words())
                    .client(onOpen(close(3000, "first"), call))
                    .server(Table.polite()));
            all.add(Scenario.of("closing-later-bad-" + name, "CLOSING, when the Close is written: " + call.words())
                    .client(onOpen(close(3000, "first")), onCue("got it", call, signal()))
                    .server(accept(), awaitClose(), cue("got it"), awaitSignal(), answerClose(), fin()));
            all.add(Scenario.of("closed-bad-" + name, "CLOSED: " + call.words())
                    .client(onOpen(close(3000, "first")), onClose(call))
                    .server(Table.polite()));
        });
        all.add(Scenario.of("close-twice", "close again with other arguments: the first stands")
                .client(onOpen(close(3001, "a"), close(3002, "b")))
                .server(Table.polite()));
        all.add(Scenario.of("close-thrice", "close(), then with a code, then close()")
                .client(onOpen(close(), close(3002, "b"), close()))
                .server(Table.polite()));
        all.add(Scenario.of("close-code-then-none", "with a code, then close()")
                .client(onOpen(close(3001), close()))
                .server(Table.polite()));
        all.add(Scenario.of("close-after-throw-twice", "two bad calls, then a good one")
                .client(onOpen(close(999), close(1000, "r".repeat(124)), close(3003, "good")))
                .server(Table.polite()));
        all.add(Scenario.of("close-in-onclose", "valid close in the close event")
                .client(onOpen(close(3001)), onClose(close(3002, "late"), close()))
                .server(Table.polite()));
        all.add(Scenario.of("close-in-onerror", "close in the error event of a refused handshake")
                .client(onError(close(3002, "late"), close(999)))
                .server(respond(404, "Not Found"), fin()));
        all.add(Scenario.of("close-in-onerror-open", "close in the error event of a protocol error")
                .client(onError(close(3002, "late"), close(999)))
                .serverOnceOpen(send("opcode 3", Frame.of(3)), awaitClose(), fin())
                .with(Trait.TCP_END_IS_OPEN));
        all.add(Scenario.of("close-in-onmessage", "close in the first of three messages of one segment")
                .client(onMessage(close(3000)))
                .serverOnceOpen(
                        send("3 messages", Frame.text("a"), Frame.text("b"), Frame.text("c")), answerClose(), fin()));
        all.add(Scenario.of("peer-close-look", "close when the peer's Close was answered and TCP has not ended")
                .client(onCue("look", close(3002, "late"), signal()))
                .serverOnceOpen(sendClose(1000, "r"), awaitClose(), pause(1000), cue("look"), awaitSignal(), fin()));
        all.add(Scenario.of(
                        "closing-by-peer-close",
                        "close in a message, another code in the answer, close again in the close event")
                .client(onClose(close(3002, "late")), onMessage(close(4002, "mine")))
                .server(
                        accept(),
                        send("a message", Frame.text("now")),
                        awaitClose(),
                        send("Close 4001", Frame.close(4001, "theirs")),
                        fin()));
        return all;
    }

    private static Map<String, Call> badCalls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("0", close(0));
        calls.put("999", close(999));
        calls.put("1001", close(1001));
        calls.put("5000", close(5000));
        calls.put("reason", close(1000, "r".repeat(124)));
        return calls;
    }
}
