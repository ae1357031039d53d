package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.closes;
import static dev.adieu.websocket.impl.contract.Peers.opensWith;
import static dev.adieu.websocket.impl.contract.Peers.sends;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.binary;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.continuation;
import static dev.adieu.websocket.peer.Frame.ping;
import static dev.adieu.websocket.peer.Frame.pong;
import static dev.adieu.websocket.peer.Frame.text;
import static dev.adieu.websocket.peer.Wire.raw;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The peer begins to close, or ends TCP without a Close. */
class PeerClosesContractTest {

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> thePeersCodeIsReportedAndRepeated() {
        int[] byBoth = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999};
        int[] byBrowsers = {0, 1, 999, 1004, 1016, 1100, 2000, 2999, 5000, 65535};
        return Rows.of(Stream.concat(
                        IntStream.of(byBoth).mapToObj(code -> closed(code).underBoth()),
                        IntStream.of(byBrowsers).mapToObj(PeerClosesContractTest::closed))
                .toList());
    }

    private static Row closed(int code) {
        return row("the peer closes with " + code)
                .peer(closes(close(code, "r")))
                .sends(close(code, "r"))
                .cleanly(code, "r")
                .begunBy(Initiator.PEER);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aCodeThatMustNotBeOnTheWireFailsTheConnection() {
        return Rows.of(Stream.concat(
                        IntStream.of(1005, 1006, 1015)
                                .mapToObj(code -> row("the peer closes with " + code)
                                        .underBoth()
                                        .peer(sends(close(code, "r")))
                                        .fails(1002)),
                        IntStream.of(0, 1, 999, 1004, 1016, 1100, 2000, 2999, 5000, 65535)
                                .mapToObj(code -> row("the peer closes with " + code + ", which is unassigned")
                                        .underRfc6455()
                                        .peer(sends(close(code, "r")))
                                        .fails(1002)))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> thePeersReasonIsReportedAndRepeated() {
        return Rows.of(
                row("the peer closes without a body")
                        .underBoth()
                        .peer(closes(close()))
                        .sends(close())
                        .cleanly(1005, "")
                        .begunBy(Initiator.PEER),
                row("the peer closes with 1000 and no reason")
                        .underBoth()
                        .peer(closes(close(1000)))
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("the peer's reason has 123 bytes")
                        .underBoth()
                        .peer(closes(close(1000, "z".repeat(123))))
                        .sends(close(1000, "z".repeat(123)))
                        .cleanly(1000, "z".repeat(123)),
                row("the peer's reason has 61 two-byte characters")
                        .peer(closes(close(1000, "é".repeat(61))))
                        .sends(close(1000, "é".repeat(61)))
                        .cleanly(1000, "é".repeat(61)),
                row("the peer's reason begins with a BOM")
                        .underBoth()
                        .peer(closes(close(1000, "\uFEFFx")))
                        .sends(close(1000, "\uFEFFx"))
                        .cleanly(1000, "\uFEFFx"),
                row("the peer's reason has a NUL")
                        .underBoth()
                        .peer(closes(close(1000, "a\0b")))
                        .sends(close(1000, "a\0b"))
                        .cleanly(1000, "a\0b"),
                row("the peer's reason has a four-byte character")
                        .peer(closes(close(1000, "\uD83D\uDE00")))
                        .sends(close(1000, "\uD83D\uDE00"))
                        .cleanly(1000, "\uD83D\uDE00"));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aCloseThatIsNotWellFormedFailsTheConnection() {
        return Rows.of(
                row("the peer's reason is not UTF-8")
                        .underBoth()
                        .peer(sends(close(1000, new byte[] {(byte) 0xce, (byte) 0xba, (byte) 0xff})))
                        .fails(1007),
                row("the peer's reason ends inside a character")
                        .underBoth()
                        .peer(sends(close(1000, new byte[] {'a', (byte) 0xce})))
                        .fails(1007),
                row("the peer's reason holds a surrogate")
                        .underBoth()
                        .peer(sends(close(1000, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})))
                        .fails(1007),
                row("the peer's Close has one byte")
                        .underBoth()
                        .peer(sends(Frame.of(Opcode.CLOSE, (byte) 3)))
                        .fails(1002),
                row("the peer's Close has 126 bytes")
                        .underBoth()
                        .peer(sends(close(1000, "r".repeat(124))))
                        .fails(1002),
                row("the peer's Close is fragmented")
                        .underBoth()
                        .peer(sends(close(1000, "r").notFinal()))
                        .fails(1002),
                row("the peer's Close is masked")
                        .underBoth()
                        .peer(sends(close(1000, "x").masked()))
                        .fails(1002),
                row("the peer's Close has a reserved bit")
                        .underBoth()
                        .peer(sends(close(1000, "x").rsv(2)))
                        .fails(1002));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theCloseIsTakenWhereverItComes() {
        return Rows.of(
                row("three messages and a Close in one segment")
                        .underBoth()
                        .peer(closes(text("a"), text("b"), binary((byte) 1), close(1001, "going")))
                        .hears("text \"a\"", "text \"b\"", "binary 01")
                        .sends(close(1001, "going"))
                        .cleanly(1001, "going"),
                row("a 101 and a Close in one segment open and close")
                        .underBoth()
                        .peer(opensWith(close(1000, "early")))
                        .sends(close(1000, "early"))
                        .cleanly(1000, "early"),
                row("a 101, a message and a Close in one segment")
                        .underBoth()
                        .peer(opensWith(text("a"), close(1000, "bye")))
                        .hearsText("a")
                        .sends(close(1000, "bye"))
                        .cleanly(1000, "bye"),
                row("a Close in the middle of a message ends it")
                        .underBoth()
                        .peer(closes(text("half").notFinal(), close(1000, "r")))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("a ping and a Close")
                        .underBoth()
                        .peer(closes(ping("p"), close(1000)))
                        .sends(pong("p"), close(1000))
                        .cleanly(1000, ""),
                row("a Close whose bytes come one by one")
                        .peer(c -> {
                            c.accept();
                            c.sendInChops(1, close(4001, "slowly"));
                            c.awaitClose();
                            c.fin();
                        })
                        .sends(close(4001, "slowly"))
                        .cleanly(4001, "slowly"));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> whatFollowsThePeersCloseIsIgnored() {
        return Rows.of(
                row("a message after the Close is not delivered")
                        .underBoth()
                        .peer(closes(close(1000, "r"), text("late")))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("a second Close changes nothing")
                        .underBoth()
                        .peer(closes(close(1000, "r1"), close(4000, "r2")))
                        .sends(close(1000, "r1"))
                        .cleanly(1000, "r1"),
                row("a ping after the Close is not answered")
                        .underBoth()
                        .peer(closes(close(1000, "r"), ping("p")))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("a reserved opcode after the Close does not matter")
                        .underBoth()
                        .peer(closes(close(1000, "r"), Frame.of(3)))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("bad UTF-8 after the Close does not matter")
                        .peer(closes(close(1000, "r"), text(new byte[] {-1})))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("garbage after the Close does not matter")
                        .peer(closes(close(1000, "r"), raw(0xff, 0xff, 0xff, 0xff)))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("half a frame after the Close does not matter")
                        .peer(closes(close(1000, "r"), raw(0x81, 0x05, 'a')))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("a message that comes after our answer is not delivered")
                        .peer(c -> {
                            c.accept();
                            c.send(close(1000, "r"));
                            c.awaitClose();
                            c.send(text("later"));
                            c.fin();
                        })
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> howThePeerEndsTcpAfterItsClose() {
        return Rows.of(
                row("it ends both directions at once")
                        .underBoth()
                        .peer(c -> {
                            c.accept();
                            c.send(close(1000, "r"));
                            c.close();
                        })
                        .cleanly(1000, "r")
                        .tcp("peer FIN"),
                row("it ends its direction at once and still reads")
                        .underBoth()
                        .peer(c -> {
                            c.accept();
                            c.send(close(1000, "r"));
                            c.fin();
                        })
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("it ends its direction a little later whatever the answer")
                        .peer(c -> {
                            c.accept();
                            c.send(close(1000, "r"));
                            c.pause(Duration.ofMillis(100));
                            c.fin();
                        })
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("it leaves it to the client")
                        .with("adieu.tcp-close-timeout", 100L)
                        .peer(sends(close(1000, "r")))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r")
                        .tcp("client FIN, peer FIN"),
                row("it resets TCP once it has the answer")
                        .peer(c -> {
                            c.accept();
                            c.send(close(4001, "r"));
                            c.awaitClose();
                            c.rst();
                        })
                        .sends(close(4001, "r"))
                        .uncleanly(4001, "r")
                        .tcp("peer RST"),
                row("it cuts TLS off without close_notify")
                        .onlyTls()
                        .peer(c -> {
                            c.accept();
                            c.send(close(1000, "r"));
                            c.awaitClose();
                            c.finWithoutCloseNotify();
                        })
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> thePeerVanishes() {
        return Rows.of(
                row("it resets TCP")
                        .underBoth()
                        .peer(c -> {
                            c.accept();
                            c.awaitCue();
                            c.rst();
                        })
                        .cue()
                        .losesConnection()
                        .begunBy(Initiator.PEER),
                row("it resets TCP in the middle of a frame")
                        .underBoth()
                        .peer(c -> {
                            c.accept(raw(0x81, 0x05, 'a'));
                            c.awaitCue();
                            c.rst();
                        })
                        .cue()
                        .losesConnection()
                        .begunBy(Initiator.PEER),
                row("it resets TCP while messages wait to be delivered")
                        .peer(c -> {
                            c.accept(text("last"));
                            c.awaitCue();
                            c.rst();
                        })
                        .hearsText("last")
                        .onMessage(c -> {
                            c.peer().cue();
                            c.awaitState(ReadyState.CLOSED);
                        })
                        .losesConnection(),
                row("it resets TCP under small blocking sends")
                        .onlyPlain()
                        .peer(c -> {
                            c.accept();
                            c.readAnything();
                            c.rst();
                        })
                        .does(
                                "send until it fails",
                                c -> assertThatThrownBy(() -> {
                                            while (true) {
                                                c.session().getBasicRemote().sendText("x");
                                            }
                                        })
                                        .isInstanceOfAny(IOException.class, IllegalStateException.class))
                        .losesConnection()
                        .afterwards(c -> {}),
                row("it sends what is no TLS record")
                        .onlyTls()
                        .peer(c -> {
                            c.accept();
                            c.sendBelowTls("no record".getBytes(StandardCharsets.US_ASCII));
                            c.discardTheRest();
                        })
                        .losesConnection()
                        .tcp("client FIN, peer FIN"),
                row("it ends TCP gracefully")
                        .underBoth()
                        .peer(c -> {
                            c.accept();
                            c.fin();
                        })
                        .unclean()
                        .begunBy(Initiator.PEER),
                row("it ends TCP in the middle of a frame")
                        .underBoth()
                        .peer(c -> {
                            c.accept();
                            c.send(raw(0x81, 0x05, 'a'));
                            c.fin();
                        })
                        .unclean()
                        .begunBy(Initiator.PEER),
                row("it ends TCP in the middle of a message")
                        .peer(c -> {
                            c.accept();
                            c.send(text("a").notFinal(), continuation("b").notFinal());
                            c.fin();
                        })
                        .unclean(),
                row("it ends TCP in the middle of a Close")
                        .peer(c -> {
                            c.accept();
                            c.send(raw(0x88, 0x03, 0x03));
                            c.fin();
                        })
                        .unclean(),
                row("it sends a message and ends TCP")
                        .peer(c -> {
                            c.accept();
                            c.send(text("last"));
                            c.fin();
                        })
                        .hearsText("last")
                        .unclean(),
                row("it cuts TLS off without close_notify")
                        .onlyTls()
                        .peer(c -> {
                            c.accept();
                            c.finWithoutCloseNotify();
                        })
                        .unclean());
    }
}
