package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.answersAndKeepsTcp;
import static dev.adieu.websocket.impl.contract.Peers.answersWith;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.continuation;
import static dev.adieu.websocket.peer.Frame.ping;
import static dev.adieu.websocket.peer.Frame.text;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The application closes, and the peer answers in its own way. The event is always the peer's. */
class OwnCloseContractTest {

    private static Row closing(String sentence) {
        return row(sentence).close(3001, "client").sends(close(3001, "client")).begunBy(Initiator.LOCAL);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theAnswerIsTheEvent() {
        return Rows.of(Stream.concat(
                        Stream.of(
                                closing("the peer repeats our Close")
                                        .underBoth()
                                        .cleanly(3001, "client"),
                                closing("the peer answers 4001")
                                        .underBoth()
                                        .peer(answersWith(close(4001, "server")))
                                        .cleanly(4001, "server"),
                                closing("the peer answers with an empty body")
                                        .underBoth()
                                        .peer(answersWith(close()))
                                        .cleanly(1005, ""),
                                closing("the peer answers without a reason")
                                        .underBoth()
                                        .peer(answersWith(close(3001)))
                                        .cleanly(3001, ""),
                                closing("the peer answers 5000")
                                        .peer(answersWith(close(5000, "x")))
                                        .cleanly(5000, "x"),
                                closing("the peer answers after a while")
                                        .peer(Scripts.acceptAndAnswerClose(c -> {
                                            c.awaitClose();
                                            c.pause(Duration.ofMillis(300));
                                        }))
                                        .cleanly(3001, "client")
                                        .takes(300, 50_000),
                                closing("the peer's own Close crosses ours")
                                        .underBoth()
                                        .peer(c -> {
                                            c.accept();
                                            c.awaitCue();
                                            c.send(close(4001, "cross"));
                                            c.awaitClose();
                                            c.fin();
                                        })
                                        .cue()
                                        .cleanly(4001, "cross"),
                                closing("the peer answers twice")
                                        .peer(answersWith(close(4001, "one"), close(4002, "two")))
                                        .cleanly(4001, "one")),
                        IntStream.of(0, 1, 999, 1016, 2999)
                                .mapToObj(code -> closing("the peer answers " + code)
                                        .peer(answersWith(close(code, "x")))
                                        .cleanly(code, "x")))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anAnswerThatIsNotWellFormedFailsTheConnectionWithoutASecondClose() {
        return Rows.of(Stream.concat(
                        Stream.of(
                                closing("the peer answers one byte")
                                        .underBoth()
                                        .peer(answersAndKeepsTcp(Frame.of(Opcode.CLOSE, (byte) 3)))
                                        .failsInClosing(),
                                closing("the peer answers with bad UTF-8")
                                        .underBoth()
                                        .peer(answersAndKeepsTcp(close(1000, new byte[] {(byte) 0xce, (byte) 0xff})))
                                        .failsInClosing(),
                                closing("the peer answers with a reserved opcode")
                                        .underBoth()
                                        .peer(answersAndKeepsTcp(Frame.of(3)))
                                        .failsInClosing(),
                                closing("the peer answers with a reserved bit")
                                        .peer(answersAndKeepsTcp(text("x").rsv(1)))
                                        .failsInClosing(),
                                closing("the peer answers with a masked Close")
                                        .underBoth()
                                        .peer(answersAndKeepsTcp(close(3001).masked()))
                                        .failsInClosing(),
                                closing("the peer answers with a masked message")
                                        .peer(answersAndKeepsTcp(text("x").masked()))
                                        .failsInClosing(),
                                closing("the peer answers with a fragmented Close")
                                        .peer(answersAndKeepsTcp(close(3001).notFinal()))
                                        .failsInClosing(),
                                closing("the peer answers with a long ping")
                                        .peer(answersAndKeepsTcp(ping(new byte[126])))
                                        .failsInClosing(),
                                closing("the peer continues a message that it did not begin")
                                        .peer(answersAndKeepsTcp(continuation("x")))
                                        .failsInClosing()),
                        Stream.concat(
                                IntStream.of(1005, 1006, 1015)
                                        .mapToObj(code -> closing("the peer answers " + code)
                                                .underBoth()
                                                .peer(answersAndKeepsTcp(close(code)))
                                                .failsInClosing()),
                                IntStream.of(0, 999, 1004, 1016, 2999, 5000)
                                        .mapToObj(code -> closing("the peer answers " + code)
                                                .underRfc6455()
                                                .peer(answersAndKeepsTcp(close(code)))
                                                .failsInClosing())))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> whatComesBeforeTheAnswerIsNotDelivered() {
        return Rows.of(
                closing("messages are dropped")
                        .underBoth()
                        .peer(answersWith(text("a"), text("b").notFinal(), continuation("c"), close(3001, "client")))
                        .cleanly(3001, "client"),
                closing("what a dropped message holds is not checked")
                        .peer(answersWith(text(new byte[] {(byte) 0xff}), close(3001, "client")))
                        .cleanly(3001, "client"),
                closing("how long a dropped message is is not checked")
                        .messageLimit(100)
                        .peer(answersWith(text("x".repeat(1000)), close(3001, "client")))
                        .cleanly(3001, "client"),
                closing("a ping is not answered")
                        .underBoth()
                        .peer(answersWith(ping("p"), close(3001, "client")))
                        .cleanly(3001, "client"),
                closing("half a message in front of the Close does not matter")
                        .peer(answersWith(text("half").notFinal(), close(3001, "client")))
                        .cleanly(3001, "client"));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> thePeerEndsTcpInstead() {
        return Rows.of(
                closing("it ends TCP gracefully")
                        .underBoth()
                        .peer(c -> {
                            c.accept();
                            c.awaitClose();
                            c.fin();
                        })
                        .unclean(),
                closing("it resets TCP")
                        .underBoth()
                        .peer(c -> {
                            c.accept();
                            c.awaitClose();
                            c.rst();
                        })
                        .losesConnection(),
                closing("it ends TCP inside its Close")
                        .peer(c -> {
                            c.accept();
                            c.awaitClose();
                            c.send(Wire.raw(0x88, 0x02, 0x03));
                            c.fin();
                        })
                        .unclean(),
                closing("it answers and resets TCP")
                        .peer(c -> {
                            c.accept();
                            c.awaitClose();
                            c.send(close(3001, "client"));
                            c.rst();
                        })
                        .uncleanly(3001, "client")
                        .tcp("peer RST"),
                closing("it answers and cuts TLS off without close_notify")
                        .onlyTls()
                        .peer(c -> {
                            c.accept();
                            c.answerClose();
                            c.finWithoutCloseNotify();
                        })
                        .cleanly(3001, "client"));
    }
}
