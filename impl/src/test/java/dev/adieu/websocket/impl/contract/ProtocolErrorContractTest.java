package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.sends;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.binary;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.continuation;
import static dev.adieu.websocket.peer.Frame.ping;
import static dev.adieu.websocket.peer.Frame.pong;
import static dev.adieu.websocket.peer.Frame.text;
import static dev.adieu.websocket.peer.Wire.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Frame.LengthForm;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The peer breaks the protocol: the connection is failed (RFC 6455, section 7.1.7). */
class ProtocolErrorContractTest {

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> framesThatBreakTheProtocolFailTheConnection() {
        return Rows.of(
                row("a masked text")
                        .underBoth()
                        .peer(sends(text("x").masked()))
                        .fails(1002)
                        .begunBy(Initiator.PEER),
                row("a masked ping").underBoth().peer(sends(ping("x").masked())).fails(1002),
                row("a masked empty text")
                        .underBoth()
                        .peer(sends(text("").masked()))
                        .fails(1002),
                row("RSV1 without an extension")
                        .underBoth()
                        .peer(sends(text("x").rsv(4)))
                        .fails(1002),
                row("RSV2").underBoth().peer(sends(text("x").rsv(2))).fails(1002),
                row("RSV3").underBoth().peer(sends(text("x").rsv(1))).fails(1002),
                row("a ping of 126 bytes")
                        .underBoth()
                        .peer(sends(ping(new byte[126])))
                        .fails(1002),
                row("a fragmented ping")
                        .underBoth()
                        .peer(sends(ping("x").notFinal()))
                        .fails(1002),
                row("a fragmented pong")
                        .underBoth()
                        .peer(sends(pong("x").notFinal()))
                        .fails(1002),
                row("a continuation of nothing")
                        .underBoth()
                        .peer(sends(continuation("x")))
                        .fails(1002),
                row("a text inside a fragmented text")
                        .underBoth()
                        .peer(sends(text("a").notFinal(), text("b")))
                        .fails(1002),
                row("a binary inside a fragmented text")
                        .underBoth()
                        .peer(sends(text("a").notFinal(), binary((byte) 1)))
                        .fails(1002),
                row("a length of 2^63")
                        .underBoth()
                        .peer(sends(binary().claiming(Long.MIN_VALUE)))
                        .fails(1002),
                row("a length of 2^64-1")
                        .underBoth()
                        .peer(sends(binary().claiming(-1)))
                        .fails(1002),
                row("5 bytes with a length in 16 bits")
                        .underBoth()
                        .peer(sends(text("hello").length(LengthForm.BITS_16)))
                        .fails(1002),
                row("5 bytes with a length in 64 bits")
                        .underBoth()
                        .peer(sends(text("hello").length(LengthForm.BITS_64)))
                        .fails(1002),
                row("a ping with a length in 16 bits")
                        .underBoth()
                        .peer(sends(ping("hello").length(LengthForm.BITS_16)))
                        .fails(1002),
                row("HTTP instead of frames")
                        .peer(sends(raw("HTTP/1.1 200 OK\r\n\r\n".getBytes())))
                        .fails(1002));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aProtocolErrorEndsEverythingThatFollows() {
        return Rows.of(
                row("what came before it is delivered")
                        .underBoth()
                        .peer(sends(text("a"), Frame.of(3)))
                        .hearsText("a")
                        .fails(1002),
                row("what comes after it is not")
                        .underBoth()
                        .peer(sends(Frame.of(3), text("b"), ping("p"), close(1000)))
                        .fails(1002),
                row("it is found although the rest of the frame is missing")
                        .peer(sends(raw(0xc1, 0x05)))
                        .fails(1002),
                row("TCP ends although the peer keeps it open")
                        .peer(sends(Frame.of(3)))
                        .fails(1002)
                        .takes(0, 50_000),
                row("a Close in onError does nothing")
                        .peer(sends(Frame.of(3)))
                        .onError(c -> c.close(3000, "too late"))
                        .fails(1002),
                row("it came with the 101")
                        .underBoth()
                        .peer(c -> c.accept(Frame.of(3)))
                        .fails(1002));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aMessageOverTheLimitFailsTheConnection() {
        return Rows.of(
                row("a text of exactly the limit is delivered")
                        .underBoth()
                        .messageLimit(1000)
                        .peer(Peers.closes(text("x".repeat(1000)), close(1000)))
                        .hearsText("x".repeat(1000))
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("a binary of exactly the limit is delivered")
                        .underBoth()
                        .messageLimit(1000)
                        .peer(Peers.closes(binary(new byte[1000]), close(1000)))
                        .hearsBinary(new byte[1000])
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("a text over the limit")
                        .messageLimit(1000)
                        .peer(sends(text("x".repeat(1001))))
                        .fails(1009)
                        .begunBy(Initiator.PEER),
                row("a binary over the limit")
                        .messageLimit(1000)
                        .peer(sends(binary(new byte[1001])))
                        .fails(1009),
                row("fragments that are over the limit together")
                        .messageLimit(1000)
                        .peer(sends(
                                text("x".repeat(600)).notFinal(),
                                continuation("x".repeat(401)).notFinal()))
                        .fails(1009),
                row("a message over the limit behind another")
                        .messageLimit(1000)
                        .peer(sends(text("a"), text("x".repeat(1001))))
                        .hearsText("a")
                        .fails(1009),
                row("a message over the limit in front of another")
                        .messageLimit(1000)
                        .peer(sends(text("x".repeat(1001)), text("unheard")))
                        .fails(1009),
                row("a message over the limit that came with the 101")
                        .messageLimit(1000)
                        .peer(c -> c.accept(text("x".repeat(1001))))
                        .fails(1009),
                row("a frame that only claims to be over the limit")
                        .messageLimit(1000)
                        .peer(sends(binary().claiming(1L << 40)))
                        .fails(1009),
                row("a frame that claims 2^63-1 bytes")
                        .messageLimit(1000)
                        .peer(sends(binary().claiming(Long.MAX_VALUE)))
                        .fails(1009));
    }

    /**
     * Jakarta WebSocket 2.2, section 4.7.1: the connection is formally closed. The event is the peer's answer, as after
     * any close of ours.
     */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> underTheRulesOfRfc6455AMessageOverTheLimitIsAnsweredWith1009() {
        return Rows.of(
                tooBig("a text over the limit", text("x".repeat(1001))).hears("error"),
                tooBig("a binary over the limit", binary(new byte[1001])).hears("error"),
                tooBig(
                                "fragments that are over the limit together",
                                text("x".repeat(600)).notFinal(),
                                continuation("x".repeat(401)).notFinal())
                        .hears("error"),
                tooBig(
                                "fragments that are each over the limit",
                                text("x".repeat(1001)).notFinal(),
                                continuation("x".repeat(1001)))
                        .hears("error"),
                tooBig("a message over the limit behind others", text("a"), binary((byte) 1), text("x".repeat(1001)))
                        .hears("text \"a\"", "binary 01", "error"),
                tooBig("a message over the limit in front of another", text("x".repeat(1001)), text("unheard"))
                        .hears("error"),
                tooBig("two messages over the limit", text("x".repeat(1001)), text("y".repeat(1001)))
                        .hears("error"),
                tooBig("a message over the limit that came with the 101", text("x".repeat(1001)))
                        .peer(c -> {
                            c.accept(text("x".repeat(1001)));
                            answer(c);
                        })
                        .hears("error"),
                row("a message over the limit, and a peer that does not answer")
                        .underRfc6455()
                        .messageLimit(1000)
                        .with("adieu.closing-timeout", 300L)
                        .peer(sends(text("x".repeat(1001))))
                        .hears("error")
                        .sendsClose(1009)
                        .unclean()
                        .tcp("client FIN, peer FIN"),
                row("a frame that claims 2^63-1 bytes")
                        .underRfc6455()
                        .messageLimit(1000)
                        .with("adieu.closing-timeout", 300L)
                        .peer(sends(binary().claiming(Long.MAX_VALUE)))
                        .hears("error")
                        .sendsClose(1009)
                        .unclean()
                        .tcp("client FIN, peer FIN"),
                row("a protocol error behind a message over the limit")
                        .underRfc6455()
                        .messageLimit(1000)
                        .peer(sends(text("x".repeat(1001)), Frame.of(3)))
                        .hears("error")
                        .afterwards(c -> assertThat(c.peer().frames()).hasSizeLessThan(2))
                        .tcp("client FIN, peer FIN")
                        .unclean());
    }

    private static Row tooBig(String sentence, Wire... parts) {
        return row(sentence)
                .underRfc6455()
                .messageLimit(1000)
                .peer(c -> {
                    c.accept();
                    c.send(parts);
                    answer(c);
                })
                .sendsClose(1009)
                .cleanly(4001, "heard")
                .begunBy(Initiator.LOCAL);
    }

    private static void answer(PeerConnection c) throws IOException {
        c.awaitClose();
        c.send(close(4001, "heard"));
        c.fin();
    }
}
