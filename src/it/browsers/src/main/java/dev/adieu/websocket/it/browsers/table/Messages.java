package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.send;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onMessage;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitFrames;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.pause;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Wire;
import java.util.ArrayList;
import java.util.List;

/** Messages arrive whole and in order before a close, and the client answers pings until then. */
final class Messages {

    private static final int MIB = 1 << 20;

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        Messages all = new Messages();
        all.then("text", "a text", Frame.text("hello"));
        all.then("empty", "empty messages", Frame.text(""), Frame.binary());
        all.then("binary", "a binary message", Frame.binary(new byte[] {0, 1, 2, (byte) 255}));
        all.then("utf8", "a text in four lengths of UTF-8", Frame.text("aé€\uD83D\uDE00"));
        all.then("bom", "a text with a BOM", Frame.text("\uFEFFx"));
        all.then(
                "fragments",
                "a text in three fragments",
                Frame.text("a").notFinal(),
                Frame.continuation("b").notFinal(),
                Frame.continuation("c"));
        all.then(
                "split-character",
                "a character split over fragments",
                Frame.text(new byte[] {(byte) 0xE2}).notFinal(),
                Frame.continuation(new byte[] {(byte) 0x82, (byte) 0xAC}));
        all.then(
                "empty-fragments",
                "empty fragments",
                Frame.text("").notFinal(),
                Frame.continuation("").notFinal(),
                Frame.continuation("x"));
        all.then("pong", "a pong that nobody asked for", Frame.pong("unasked"));
        all.then("1m", "1 MiB", Frame.binary(new byte[MIB]));
        all.then("4m", "4 MiB, the default limit of a message", Frame.binary(new byte[4 * MIB]));
        all.then("5m", "5 MiB, over the default limit of a message", Frame.binary(new byte[5 * MIB]));
        all.scenarios.add(Scenario.of("message-5m-begun", "the beginning of 5 MiB, then FIN a second later")
                .serverOnceOpen(
                        send("half a frame", Frame.binary(new byte[1000]).claiming(5 * MIB)), pause(1000), fin())
                .with(Trait.TCP_END_IS_OPEN)
                .with(Trait.SENT_DATA_IS_OPEN));
        all.scenarios.add(Scenario.of("message-ping", "a ping is answered")
                .serverOnceOpen(
                        send("ping", Frame.ping("p")), awaitFrames(1), sendClose(1000, ""), awaitClose(), fin()));
        all.scenarios.add(Scenario.of("message-ping-in-fragments", "a ping between fragments is answered")
                .serverOnceOpen(
                        send(
                                "fragments and a ping",
                                Frame.text("a").notFinal(),
                                Frame.ping("p"),
                                Frame.continuation("b")),
                        awaitFrames(1),
                        sendClose(1000, ""),
                        awaitClose(),
                        fin()));
        all.scenarios.add(Scenario.of("message-echo", "an answer to each of two messages")
                .client(onMessage(send("answer")))
                .serverOnceOpen(
                        send("a text", Frame.text("1")),
                        awaitFrames(1),
                        send("a text", Frame.text("2")),
                        awaitFrames(2),
                        sendClose(4000, "done"),
                        awaitClose(),
                        fin()));
        all.scenarios.add(Scenario.of("message-close-in-open", "messages that arrive after close() are not delivered")
                .client(onOpen(close(3000)))
                .server(
                        accept(Frame.text("with the response")),
                        send("a text", Frame.text("late")),
                        answerClose(),
                        fin()));
        all.scenarios.add(Scenario.of("message-then-close-in-it", "close in the message event")
                .client(onMessage(close(3000, "heard")))
                .serverOnceOpen(send("a text", Frame.text("go")), answerClose(), fin()));
        return all.scenarios;
    }

    private void then(String id, String title, Wire... parts) {
        scenarios.add(Scenario.of("message-" + id, title + ", then Close")
                .serverOnceOpen(send(title, parts), sendClose(1000, "bye"), awaitClose(), fin()));
    }
}
