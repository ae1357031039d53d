package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.send;
import static dev.adieu.websocket.it.browsers.scenario.Call.signal;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.now;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onClose;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onCue;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onError;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitCloseEvent;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitSignal;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.cue;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readRequest;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readSomething;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.rst;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;

import dev.adieu.websocket.it.browsers.scenario.Call;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import dev.adieu.websocket.it.browsers.scenario.ServerStep;
import dev.adieu.websocket.peer.Wire;
import java.util.ArrayList;
import java.util.List;

/** close() while CONNECTING fails the attempt, at every stage of it: no Close frame, no open event. */
final class Attempts {

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        Attempts all = new Attempts();
        all.atOnce("close", "close()", close());
        all.atOnce("close-code", "close(4001, \"bye\")", close(4001, "bye"));
        all.atOnce("close-twice", "close() twice", close(), close());
        all.atOnce("bad-then-close", "a bad code, then close()", close(999), close());
        all.atOnce("close-then-bad", "close(), then a bad code", close(), close(999));
        all.atOnce("close-then-send", "close(), then send", close(), send("x"));
        all.whenAsked("close", "close()", close());
        all.whenAsked("close-code", "close(4001, \"bye\")", close(4001, "bye"));
        all.whenAsked("close-twice", "close(3000), then close(3001)", close(3000), close(3001));
        all.afterStatusLine();
        all.tls();
        all.scenarios.add(Scenario.of("attempt-send", "send() while CONNECTING, and the attempt goes on")
                .client(now(send("x")), onOpen(close(3000)))
                .server(Table.polite()));
        all.scenarios.add(Scenario.of("attempt-close-in-events", "close(), and again in both events")
                .client(onCue("asked", close(3000)), onError(close(3001)), onClose(close(3002)))
                .server(readRequest(), cue("asked"), awaitCloseEvent()));
        return all.scenarios;
    }

    private void atOnce(String id, String title, Call... calls) {
        scenarios.add(Scenario.of("attempt-at-once-" + id, "right after new WebSocket: " + title)
                .client(now(calls), onOpen(close(4999, "must not open")))
                .server(readRequest(), awaitCloseEvent())
                .with(Trait.TCP_END_IS_OPEN));
    }

    /** The request has arrived. What comes of it is tried with three servers. */
    private void whenAsked(String id, String title, Call... calls) {
        asked(id + "-then-101", title + ", and then the server accepts", calls, accept(), fin());
        asked(
                id + "-then-404",
                title + ", and then the server refuses",
                calls,
                ServerStep.respond(404, "Not Found"),
                fin());
        asked(id + "-then-rst", title + ", and then the server resets TCP", calls, rst());
        asked(id, title + ", and the server does nothing", calls);
    }

    private void asked(String id, String title, Call[] calls, ServerStep... then) {
        List<ServerStep> server = new ArrayList<>(List.of(readRequest(), cue("asked"), awaitCloseEvent()));
        server.addAll(List.of(then));
        Scenario asked = Scenario.of("attempt-asked-" + id, "handshake unanswered: " + title)
                .client(onCue("asked", calls), onOpen(close(4999, "must not open")))
                .server(server.toArray(ServerStep[]::new));
        scenarios.add(then.length == 0 ? asked : asked.with(Trait.TCP_END_IS_OPEN));
    }

    private void afterStatusLine() {
        scenarios.add(Scenario.of("attempt-half-answer", "half of the answer has come: close()")
                .client(onCue("half", close(3000)), onOpen(close(4999, "must not open")))
                .server(
                        readRequest(),
                        send("half of it", Wire.ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: web")),
                        cue("half"),
                        awaitCloseEvent()));
        scenarios.add(Scenario.of("attempt-status-line", "only the status line has come: close()")
                .client(onCue("half", close()), onOpen(close(4999, "must not open")))
                .server(
                        readRequest(),
                        send("the status line", Wire.ascii("HTTP/1.1 101 Switching Protocols\r\n")),
                        cue("half"),
                        awaitCloseEvent(),
                        fin())
                .with(Trait.TCP_END_IS_OPEN));
    }

    private void tls() {
        scenarios.add(Scenario.of("attempt-tls", "TLS has not been answered: close()")
                .over(Transport.TLS_CLIENT_TO_PLAIN_SERVER)
                .client(onCue("hello", close()), onOpen(close(4999, "must not open")))
                .server(readSomething(), cue("hello"), awaitCloseEvent(), fin())
                .with(Trait.TCP_END_IS_OPEN));
        scenarios.add(Scenario.of("attempt-tls-code", "TLS has not been answered: close(3000, \"r\")")
                .over(Transport.TLS_CLIENT_TO_PLAIN_SERVER)
                .client(onCue("hello", close(3000, "r")), onOpen(close(4999, "must not open")))
                .server(readSomething(), cue("hello"), awaitCloseEvent()));
        scenarios.add(Scenario.of("attempt-tls-bad", "TLS has not been answered: a bad code, then close()")
                .over(Transport.TLS_CLIENT_TO_PLAIN_SERVER)
                .client(onCue("hello", close(1001), close(), signal()), onOpen(close(4999, "must not open")))
                .server(readSomething(), cue("hello"), awaitSignal(), awaitCloseEvent(), rst())
                .with(Trait.TCP_END_IS_OPEN));
    }
}
