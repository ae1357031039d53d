package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.send;
import static dev.adieu.websocket.it.browsers.scenario.Call.sendBytes;
import static dev.adieu.websocket.it.browsers.scenario.Call.signal;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onClose;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onCue;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onMessage;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitCloseEvent;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitFrames;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitSignal;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.cue;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.pause;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readFast;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readSlowly;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.rst;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Call;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.peer.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages accepted before close() go out before the Close; none goes out after it. */
final class DataBeforeClose {

    private static final int MIB = 1 << 20;

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        DataBeforeClose all = new DataBeforeClose();
        all.add("text", "one text", send("hello"), close(1000, "done"));
        all.add("empty-text", "an empty text", send(""), close(1000));
        all.add("empty-binary", "an empty binary message", sendBytes(0), close(1000));
        all.add("text-binary-text", "text, binary, text", send("a"), sendBytes(3), send("c"), close(3000, "order"));
        for (int size : new int[] {125, 126, 65_535, 65_536}) {
            all.add(
                    String.valueOf(size),
                    size + " bytes, where the length changes its form",
                    sendBytes(size),
                    close(1000));
        }
        all.add("1m", "1 MiB", sendBytes(MIB), close(1000, "done"));
        all.add("10m", "10 MiB", sendBytes(10 * MIB), close(1000, "done"));
        all.add("text-1m", "a text of 1 MiB", send("z".repeat(MIB)), close(1000, "done"));
        all.add(
                "100",
                "100 messages",
                Stream.concat(IntStream.range(0, 100).mapToObj(i -> send("message " + i)), Stream.of(close(3100)))
                        .toArray(Call[]::new));
        all.add("unicode", "a text in four lengths of UTF-8", send("aé€\uD83D\uDE00"), close());
        all.add("lone-surrogate", "a text with an unpaired surrogate", send("a\uD83Db"), close());
        all.stalled();
        all.afterClose();
        return all.scenarios;
    }

    /** The server does not read, so that what is sent stays in the client. */
    private void stalled() {
        scenarios.add(Scenario.of("send-10m-stalled", "10 MiB and Close wait until the server reads")
                .client(
                        onOpen(sendBytes(10 * MIB), close(1000, "done"), signal()),
                        onCue("look", close(3000, "too late"), signal()))
                .server(accept(), awaitSignal(), cue("look"), awaitSignal(), answerClose(), fin()));
        scenarios.add(Scenario.of("send-two-stalled", "two messages and Close wait until the server reads")
                .client(onOpen(sendBytes(6 * MIB), send("second"), close(3000, "done"), signal()))
                .server(accept(), awaitSignal(), answerClose(), fin()));
        Call message = sendBytes(4 * MIB);
        scenarios.add(Scenario.of("send-slowly-read", "16 MiB and Close wait, and the server reads slowly")
                .client(onOpen(message, message, message, message, close(1000, "done")))
                .server(accept(), readSlowly(MIB, 500), awaitFrames(2), readFast(), answerClose(), fin())
                .with(Trait.LONG)
                .with(Trait.FIREFOX_RACES)
                .with(Trait.WEBKIT_RACES));
        scenarios.add(Scenario.of("peer-close-while-stalled", "10 MiB wait, and the server closes and then reads")
                .client(onOpen(sendBytes(6 * MIB), sendBytes(4 * MIB), signal()))
                .server(accept(), awaitSignal(), sendClose(1000, "r"), pause(500), awaitClose(), fin())
                .with(Trait.TCP_END_IS_OPEN)
                .with(Trait.FIREFOX_RACES));
        scenarios.add(Scenario.of("rst-while-stalled", "10 MiB and Close wait, and the server resets TCP")
                .client(onOpen(sendBytes(10 * MIB), close(1000, "done"), signal()))
                .server(accept(), awaitSignal(), rst())
                .with(Trait.SENT_DATA_IS_OPEN));
        scenarios.add(
                Scenario.of("fin-while-stalled", "10 MiB and Close wait, and the server ends its direction of TCP")
                        .client(onOpen(sendBytes(10 * MIB), close(1000, "done"), signal()))
                        .server(accept(), awaitSignal(), fin(), awaitCloseEvent())
                        .with(Trait.SENT_DATA_IS_OPEN)
                        .with(Trait.TCP_END_IS_OPEN));
        scenarios.add(Scenario.of(
                        "buffered-by-message", "bufferedAmount grows by each message while the server does not read")
                .client(onOpen(
                        sendBytes(40 * MIB), send("\u20AC"), sendBytes(10), send(""), close(1000, "done"), signal()))
                .server(accept(), awaitSignal(), answerClose(), fin())
                .with(Trait.BUFFERED_AMOUNT_IS_FIXED));
        scenarios.add(Scenario.of(
                        "buffered-while-stalled",
                        "bufferedAmount while the server does not read, and after everything was read")
                .client(
                        onOpen(sendBytes(40 * MIB), signal()),
                        onCue("look", close(1000, "done"), signal()),
                        onClose(close()))
                .server(accept(), awaitSignal(), cue("look"), awaitSignal(), answerClose(), fin())
                .with(Trait.BUFFERED_AMOUNT_IS_FIXED));
    }

    private void afterClose() {
        add("nothing-after-close", "send after close", close(), send("late"));
        add(
                "nothing-after-close-twice",
                "two sends after close, with bufferedAmount",
                close(3000),
                send("late"),
                sendBytes(10),
                close());
        add("before-and-after-close", "send before and after close", send("early"), close(3000), send("late"));
        scenarios.add(Scenario.of("send-in-onclose", "send in the close event")
                .client(onOpen(close(3000)), onClose(send("late")))
                .server(Table.polite()));
        scenarios.add(Scenario.of("send-after-peer-close", "send in the close event after the peer closed")
                .client(onClose(send("late")))
                .serverOnceOpen(sendClose(1000, "r"), awaitClose(), fin()));
        scenarios.add(Scenario.of("answer-message-then-close", "answer a message, then close")
                .client(onMessage(send("answer"), close(3000, "done")))
                .serverOnceOpen(send("a question", Frame.text("question")), answerClose(), fin()));
    }

    private void add(String id, String title, Call... calls) {
        scenarios.add(Scenario.of("send-" + id, title).client(onOpen(calls)).server(Table.polite()));
    }
}
