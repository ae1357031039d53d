package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.refuses;
import static dev.adieu.websocket.impl.contract.Peers.refusesWith;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.text;
import static dev.adieu.websocket.peer.Wire.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Answers of a server to the opening handshake (RFC 6455, section 4.1; WHATWG Fetch, "establish a WebSocket
 * connection").
 */
class OpeningHandshakeContractTest {

    private static final UnaryOperator<URI> OVER_TLS =
            uri -> URI.create(uri.toString().replace("ws:", "wss:"));

    /** Returns a row in which the answer is changed, and the client ends TCP. */
    private static Row wrong(String sentence, UnaryOperator<Response> change) {
        return row(sentence).peer(refusesWith(change)).refused(Exception.class).tcp("client FIN, peer FIN");
    }

    private static Row answered(String sentence, Response answer) {
        return row(sentence).peer(refuses(c -> answer)).refused(Exception.class).tcp(null);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anAnswerThatIsNoAcceptanceRefuses() {
        return Rows.of(
                answered("404", Response.status(404, "Not Found")).underBoth(),
                answered("404 with a body", Response.status(404, "Not Found").body("nothing here")),
                answered("400", Response.status(400, "Bad Request")),
                answered("403", Response.status(403, "Forbidden")),
                answered("500", Response.status(500, "Internal Server Error")),
                answered(
                        "503 with Retry-After",
                        Response.status(503, "Service Unavailable").header("Retry-After", "60")),
                answered("200", Response.status(200, "OK")),
                answered("204", Response.status(204, "No Content")),
                answered(
                        "401 without credentials to give",
                        Response.status(401, "Unauthorized").header("WWW-Authenticate", "Basic realm=\"r\"")),
                answered(
                        "302, which is not followed unless asked for",
                        Response.status(302, "Found").header("Location", "/other")),
                answered("302 without a Location", Response.status(302, "Found")),
                answered(
                        "407 without a proxy",
                        Response.status(407, "Proxy Authentication Required")
                                .header("Proxy-Authenticate", "Basic realm=\"r\"")),
                row("garbage")
                        .underBoth()
                        .peer(c -> {
                            c.request();
                            c.send(ascii("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
                            c.fin();
                        })
                        .refused(Exception.class)
                        .tcp(null),
                row("binary garbage without an end")
                        .peer(c -> {
                            c.request();
                            c.send(Wire.raw(new byte[2000]));
                            c.fin();
                        })
                        .refused(Exception.class)
                        .tcp(null),
                row("a header of a mebibyte")
                        .peer(c -> {
                            Response large = c.accepting().header("X-Big", "x".repeat(1 << 20));
                            try {
                                c.send(large);
                            } catch (IOException gone) {
                                // The client need not read all of it.
                            }
                        })
                        .refused(Exception.class)
                        .tcp(null),
                row("an endless header")
                        .peer(endless("x"))
                        .refused(Exception.class)
                        .tcp(null),
                row("endless headers")
                        .peer(endless("X-More: x\r\n"))
                        .refused(Exception.class)
                        .tcp(null));
    }

    private static Script endless(String more) {
        return c -> {
            c.request();
            c.send(ascii("HTTP/1.1 101 Switching Protocols\r\nX-First: "));
            c.sendEndlessly(ascii(more.repeat(1000)));
        };
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> a101ThatIsWrongRefuses() {
        return Rows.of(
                wrong("no Sec-WebSocket-Accept", r -> r.without("Sec-WebSocket-Accept"))
                        .underBoth(),
                wrong("an empty Sec-WebSocket-Accept", r -> r.replacing("Sec-WebSocket-Accept", "")),
                wrong(
                                "a wrong Sec-WebSocket-Accept",
                                r -> r.replacing(
                                        "Sec-WebSocket-Accept",
                                        Base64.getEncoder().encodeToString(new byte[20])))
                        .underBoth(),
                wrong(
                        "the Sec-WebSocket-Accept of another key",
                        r -> r.replacing("Sec-WebSocket-Accept", Response.accept("another key"))),
                wrong("no Upgrade", r -> r.without("Upgrade")).underBoth(),
                wrong("Upgrade to something else", r -> r.replacing("Upgrade", "h2c")),
                wrong("no Connection", r -> r.without("Connection")).underBoth(),
                wrong("Connection: close", r -> r.replacing("Connection", "close")),
                wrong("Connection: keep-alive", r -> r.replacing("Connection", "keep-alive")),
                wrong("a subprotocol where none was offered", r -> r.header("Sec-WebSocket-Protocol", "a"))
                        .underBoth(),
                wrong("a subprotocol that was not offered", r -> r.header("Sec-WebSocket-Protocol", "c"))
                        .offering("a", "b")
                        .underBoth(),
                wrong("a subprotocol in other case", r -> r.header("Sec-WebSocket-Protocol", "A"))
                        .offering("a", "b"),
                wrong("two subprotocols in one header", r -> r.header("Sec-WebSocket-Protocol", "a, b"))
                        .offering("a", "b"),
                wrong(
                                "two subprotocols in two headers",
                                r -> r.header("Sec-WebSocket-Protocol", "a").header("Sec-WebSocket-Protocol", "b"))
                        .offering("a", "b"),
                wrong("an extension that was not offered", r -> r.header("Sec-WebSocket-Extensions", "x-unknown"))
                        .underBoth(),
                wrong(
                        "an extension with parameters that was not offered",
                        r -> r.header("Sec-WebSocket-Extensions", "foo; bar=baz")),
                wrong(
                        "permessage-deflate with an unknown parameter",
                        r -> r.header("Sec-WebSocket-Extensions", "permessage-deflate; nonsense")));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> whatIsRightIsAccepted() {
        return Rows.of(
                row("one of the subprotocols offered")
                        .underBoth()
                        .offering("a", "b")
                        .peer(accepts(r -> r.header("Sec-WebSocket-Protocol", "b")))
                        .does(
                                "it is negotiated",
                                c -> assertThat(c.session().getNegotiatedSubprotocol())
                                        .isEqualTo("b"))
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("none of the subprotocols offered")
                        .underBoth()
                        .offering("a", "b")
                        .peer(accepts(r -> r))
                        .does(
                                "none is negotiated",
                                c -> assertThat(c.session().getNegotiatedSubprotocol())
                                        .isNullOrEmpty())
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("the subprotocols are offered in order")
                        .offering("b", "a", "c")
                        .does(
                                "they are",
                                c -> assertThat(c.peer().request().header("Sec-WebSocket-Protocol"))
                                        .hasValue("b, a, c"))
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("names and values in other case")
                        .peer(accepts(r -> r.replacing("UPGRADE", "WebSocket").replacing("CONNECTION", "upgrade")))
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("Connection: keep-alive, Upgrade")
                        .peer(accepts(r -> r.replacing("Connection", "keep-alive, Upgrade")))
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("other headers, and a reason phrase of its own")
                        .peer(accepts(r -> r.statusLine("HTTP/1.1 101 As you wish")
                                .header("Server", "peer")
                                .header("Date", "never")))
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("a 101 that comes byte by byte")
                        .peer(c -> {
                            c.sendInChops(1, c.accepting());
                            c.answerClose();
                            c.fin();
                        })
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("a 101 and a message in one segment, cut inside the message")
                        .peer(c -> {
                            byte[] message = text("hello").bytes();
                            c.accept(Wire.raw(Arrays.copyOf(message, 4)));
                            c.send(Wire.raw(Arrays.copyOfRange(message, 4, message.length)), close(1000));
                            c.awaitClose();
                            c.fin();
                        })
                        .hearsText("hello")
                        .sends(close(1000))
                        .cleanly(1000, ""));
    }

    private static Script accepts(UnaryOperator<Response> change) {
        return c -> {
            c.send(change.apply(c.accepting()));
            c.answerClose();
            c.fin();
        };
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aConnectionThatEndsBeforeTheAnswerRefuses() {
        return Rows.of(
                row("TCP is reset before any answer")
                        .underBoth()
                        .peer(c -> {
                            c.request();
                            c.rst();
                        })
                        .refused(IOException.class)
                        .tcp("peer RST"),
                row("TCP ends before any answer")
                        .underBoth()
                        .peer(c -> {
                            c.request();
                            c.fin();
                        })
                        .refused(IOException.class),
                row("TCP ends inside the answer")
                        .peer(c -> {
                            c.request();
                            c.send(ascii("HTTP/1.1 101 Switching Pro"));
                            c.fin();
                        })
                        .refused(IOException.class),
                row("a port without a listener")
                        .onlyPlain()
                        .to(uri -> URI.create("ws://127.0.0.1:" + unusedPort() + "/"))
                        .refused(ConnectException.class)
                        .tcp(null),
                row("a port without a listener, with TLS")
                        .onlyPlain()
                        .to(uri -> URI.create("wss://127.0.0.1:" + unusedPort() + "/"))
                        .refused(ConnectException.class)
                        .tcp(null));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> tlsThatFailsRefuses() {
        return Rows.of(
                row("an untrusted certificate")
                        .onlyTls()
                        .notTrusting()
                        .underBoth()
                        .peer(Peers.stalls())
                        .refused(SSLException.class)
                        .tcp(null),
                row("a server without TLS that ends TCP")
                        .onlyPlain()
                        .to(OVER_TLS)
                        .peer(c -> {
                            c.readAnything();
                            c.fin();
                            c.discardTheRest();
                        })
                        .refused(IOException.class)
                        .tcp(null),
                row("a server without TLS that answers in HTTP")
                        .onlyPlain()
                        .to(OVER_TLS)
                        .peer(c -> {
                            c.readAnything();
                            c.send(Response.status(400, "Bad Request"));
                            c.fin();
                            c.discardTheRest();
                        })
                        .refused(SSLException.class)
                        .tcp(null));
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
