package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.ServerStep.acceptChanged;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readRequest;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.redirectHere;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.respond;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.rst;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import dev.adieu.websocket.it.browsers.scenario.ServerStep;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Opening handshakes that fail: statuses, wrong headers, no HTTP at all. */
final class Refusals {

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        Refusals all = new Refusals();
        all.status(200, "OK");
        all.status(204, "No Content");
        all.status(400, "Bad Request");
        all.status(403, "Forbidden");
        all.status(404, "Not Found");
        all.status(426, "Upgrade Required");
        all.status(429, "Too Many Requests");
        all.status(500, "Internal Server Error");
        all.status(503, "Service Unavailable");
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            all.changed(
                    "redirect-" + status,
                    "a redirect (" + status + ")",
                    right -> Response.status(status, "Elsewhere").header("Location", "ws://127.0.0.1:9/"));
        }
        for (int status : new int[] {301, 303, 308}) {
            all.add(
                    "redirect-here-" + status,
                    "a redirect (" + status + ") to a path that accepts",
                    redirectHere(status),
                    fin());
        }
        all.changed(
                "401",
                "401 with a challenge",
                right -> Response.status(401, "Unauthorized").header("WWW-Authenticate", "Basic realm=\"x\""));
        all.changed("no-accept", "101 without Sec-WebSocket-Accept", right -> right.without("Sec-WebSocket-Accept"));
        all.changed(
                "wrong-accept",
                "101 with a wrong Sec-WebSocket-Accept",
                right -> right.replacing("Sec-WebSocket-Accept", "dGhlIHNhbXBsZSBub25jZQ=="));
        all.changed("no-upgrade", "101 without Upgrade", right -> right.without("Upgrade"));
        all.changed("wrong-upgrade", "101 with another Upgrade", right -> right.replacing("Upgrade", "h2c"));
        all.changed("no-connection", "101 without Connection", right -> right.without("Connection"));
        all.changed(
                "wrong-connection",
                "101 with another Connection",
                right -> right.replacing("Connection", "keep-alive"));
        all.changed(
                "extension",
                "101 with an extension that was not offered",
                right -> right.header("Sec-WebSocket-Extensions", "x-unknown"));
        all.changed(
                "two-accepts",
                "101 with two Sec-WebSocket-Accept",
                right -> right.header("Sec-WebSocket-Accept", "dGhlIHNhbXBsZSBub25jZQ=="));
        all.changed("200-upgrade", "200 with the headers of a 101", right -> right.statusLine("HTTP/1.1 200 OK"));
        all.changed("http-1-0", "101 in HTTP/1.0", right -> right.statusLine("HTTP/1.0 101 Switching Protocols"));
        all.add(
                "garbage",
                "no HTTP",
                readRequest(),
                send("garbage", Wire.ascii("garbage\r\n\r\ngarbage\r\n\r\n")),
                fin());
        all.add(
                "frames",
                "a frame without a response",
                readRequest(),
                send("a text frame", Wire.raw(0x81, 1, 0x61)),
                fin());
        all.add("fin", "FIN before a response", readRequest(), fin());
        all.add("rst", "RST before a response", readRequest(), rst());
        all.add(
                "half",
                "FIN in the middle of the response",
                readRequest(),
                send("half of it", Wire.ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: web")),
                fin());
        all.add(
                "half-rst",
                "RST in the middle of the response",
                readRequest(),
                send("half of it", Wire.ascii("HTTP/1.1 101 Swit")),
                rst());
        all.scenarios.add(
                Scenario.of("refused-no-listener", "nobody listens on the port").over(Transport.NO_LISTENER));
        return all.scenarios;
    }

    private void status(int status, String phrase) {
        add(String.valueOf(status), "status " + status, respond(status, phrase), fin());
    }

    private void changed(String id, String words, UnaryOperator<Response> change) {
        add(id, words, acceptChanged(words, change), fin());
    }

    private void add(String id, String title, ServerStep... server) {
        scenarios.add(Scenario.of("refused-" + id, title).server(server).with(Trait.TCP_END_IS_OPEN));
    }
}
