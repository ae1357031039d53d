package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.send;
import static dev.adieu.websocket.it.browsers.scenario.Call.sendBytes;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.after;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onCue;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitCloseEvent;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.cue;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.pause;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readRequest;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readSomething;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendEndlessly;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendEvery;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import dev.adieu.websocket.peer.Frame;
import java.util.List;

/** The peer does not do its part, and clocks run out. */
final class NoAnswer {

    private NoAnswer() {}

    static List<Scenario> scenarios() {
        return List.of(
                Scenario.of("no-answer", "our Close is never answered")
                        .client(onOpen(close(3001, "client")))
                        .server(accept(), awaitClose())
                        .with(Trait.LONG)
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("no-answer-close-again", "our Close is never answered, and close() is called again")
                        .client(onOpen(close(3001)), onCue("again", close(3002)))
                        .server(accept(), awaitClose(), cue("again"))
                        .with(Trait.LONG)
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("no-answer-pings", "our Close is never answered, but pings come")
                        .client(onOpen(close(3001)))
                        .server(
                                accept(),
                                awaitClose(),
                                send("ping", Frame.ping("1")),
                                pause(1000),
                                send("ping", Frame.ping("2")))
                        .with(Trait.LONG)
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("no-answer-data", "our Close is never answered, but a message comes")
                        .client(onOpen(close(3001)))
                        .server(accept(), awaitClose(), send("a text", Frame.text("still here")))
                        .with(Trait.LONG)
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("no-answer-data-flow", "our Close is never answered, but messages come all the time")
                        .client(onOpen(close(3001)))
                        .server(accept(), awaitClose(), sendEvery(500, "a text", Frame.text("still here")))
                        .with(Trait.LONG)
                        .with(Trait.TCP_END_IS_OPEN)
                        .with(Trait.SENT_DATA_IS_OPEN),
                Scenario.of("slow-answer", "our Close is answered after 3 s")
                        .client(onOpen(close(3001, "client")))
                        .server(accept(), awaitClose(), pause(3000), answerClose(), fin())
                        .with(Trait.LONG),
                Scenario.of("very-slow-answer", "our Close is answered after 12 s")
                        .client(onOpen(close(3001, "client")))
                        .server(accept(), awaitClose(), pause(12_000), answerClose(), fin())
                        .with(Trait.LONG),
                Scenario.of("answer-no-fin", "our Close is answered, and the server does not end TCP")
                        .client(onOpen(close(3001, "client")))
                        .server(accept(), answerClose())
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("answer-fin-later", "our Close is answered, and the server ends TCP a second later")
                        .client(onOpen(close(3001, "client")))
                        .server(accept(), answerClose(), pause(1000), fin())
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("peer-close-no-fin", "the peer closes and does not end TCP")
                        .serverOnceOpen(sendClose(1000, "r"), awaitClose())
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("peer-close-fin-later", "the peer closes and ends TCP a second later")
                        .serverOnceOpen(sendClose(1000, "r"), awaitClose(), pause(1000), fin())
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("error-no-fin", "the peer breaks the protocol and does not end TCP")
                        .serverOnceOpen(send("opcode 3", Frame.of(3))),
                Scenario.of("answer-then-data", "our Close is answered, and then the server sends without end")
                        .client(onOpen(close(3001, "client")))
                        .server(accept(), answerClose(), sendEndlessly("texts", Frame.text("noise")))
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of(
                                "handshake-never-answered",
                                "the handshake is never answered, and the client closes after 30 s")
                        .client(after(30_000, close(3000)))
                        .server(readRequest())
                        .with(Trait.LONG)
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("tls-never-answered", "TLS is never answered, and the client closes after 30 s")
                        .over(Transport.TLS_CLIENT_TO_PLAIN_SERVER)
                        .client(after(30_000, close(3000)))
                        .server(readSomething())
                        .with(Trait.LONG)
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("never-read", "10 MiB are never read, so that Close never leaves")
                        .client(onOpen(send("first"), sendBytes(10 << 20), close(1000, "done")))
                        .server(accept(), awaitCloseEvent())
                        .with(Trait.LONG)
                        .with(Trait.TCP_END_IS_OPEN)
                        .with(Trait.SENT_DATA_IS_OPEN));
    }
}
