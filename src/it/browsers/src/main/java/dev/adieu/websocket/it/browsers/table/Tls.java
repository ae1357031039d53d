package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.sendBytes;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onMessage;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.acceptChanged;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.finWithoutCloseNotify;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.readSomething;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.respond;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.rst;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Call;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import dev.adieu.websocket.it.browsers.scenario.ServerStep;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Wire;
import java.util.List;
import java.util.stream.Stream;

/** TLS that fails, and connections over TLS. */
final class Tls {

    private Tls() {}

    static List<Scenario> scenarios() {
        return Stream.concat(fails().stream(), succeeds().stream()).toList();
    }

    private static List<Scenario> succeeds() {
        return List.of(
                secure("close", "messages both ways, and close")
                        .client(onMessage(Call.send("answer"), close(3000, "done")))
                        .serverOnceOpen(send("a text", Frame.text("question")), answerClose(), fin()),
                secure("https", "an https: URL")
                        .at("https://{host}:{port}/path?query")
                        .client(onOpen(close(3000)))
                        .server(Table.polite())
                        .with(Trait.REQUEST_IS_COMPARED),
                secure("peer-close", "the peer closes").serverOnceOpen(sendClose(4000, "r"), awaitClose(), fin()),
                secure("1m", "1 MiB both ways")
                        .client(onMessage(sendBytes(1 << 20), close(1000)))
                        .serverOnceOpen(send("1 MiB", Frame.binary(new byte[1 << 20])), answerClose(), fin()),
                secure("subprotocol", "a subprotocol")
                        .offering("a", "b")
                        .client(onOpen(close(3000)))
                        .server(
                                acceptChanged(
                                        "with a subprotocol", right -> right.header("Sec-WebSocket-Protocol", "b")),
                                answerClose(),
                                fin()),
                secure("error", "a protocol error").serverOnceOpen(send("opcode 3", Frame.of(3)), fin()),
                secure("refused", "404").server(respond(404, "Not Found"), fin()),
                secure("close-notify", "the peer ends TLS and TCP without a Close")
                        .serverOnceOpen(fin()),
                secure("truncated", "the peer ends TCP, but not TLS, without a Close")
                        .serverOnceOpen(finWithoutCloseNotify()),
                secure("rst", "the peer resets TCP").serverOnceOpen(rst()));
    }

    private static Scenario secure(String id, String title) {
        return Scenario.of("secure-" + id, "wss:, " + title).over(Transport.TLS).with(Trait.TCP_END_IS_OPEN);
    }

    private static List<Scenario> fails() {
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
                        .over(Transport.UNTRUSTED_TLS)
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
