package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readSomething;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.rst;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import dev.adieu.websocket.it.browsers.scenario.ServerStep;
import dev.adieu.websocket.peer.Wire;
import java.util.List;

/** TLS fails. */
final class Tls {

    private Tls() {}

    static List<Scenario> scenarios() {
        return List.of(
                toPlain("fin", "the server ends TCP", fin()),
                toPlain("rst", "the server resets TCP", rst()),
                toPlain(
                        "garbage",
                        "the server answers with letters",
                        send("letters", Wire.ascii("hello there, this is not TLS")),
                        fin()),
                toPlain(
                        "http",
                        "the server answers in HTTP",
                        send("400", Wire.ascii("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")),
                        fin()),
                toPlain(
                        "alert",
                        "the server sends a fatal alert",
                        send("handshake_failure", Wire.raw(0x15, 3, 3, 0, 2, 2, 40)),
                        fin()),
                toPlain(
                        "close-notify",
                        "the server sends close_notify",
                        send("close_notify", Wire.raw(0x15, 3, 3, 0, 2, 1, 0)),
                        fin()),
                Scenario.of("tls-untrusted", "a certificate that nobody trusts")
                        .over(Transport.TLS)
                        .server(accept())
                        .with(Trait.TCP_END_IS_OPEN),
                Scenario.of("tls-plain-client", "ws: to a server that wants TLS")
                        .over(Transport.PLAIN_CLIENT_TO_TLS_SERVER)
                        .server(accept())
                        .with(Trait.TCP_END_IS_OPEN));
    }

    private static Scenario toPlain(String id, String title, ServerStep... then) {
        ServerStep[] server = new ServerStep[then.length + 1];
        server[0] = readSomething();
        System.arraycopy(then, 0, server, 1, then.length);
        return Scenario.of("tls-" + id, "wss:, and " + title)
                .over(Transport.TLS_CLIENT_TO_PLAIN_SERVER)
                .server(server)
                .with(Trait.TCP_END_IS_OPEN);
    }
}
