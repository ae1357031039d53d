package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.sends;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.text;
import static dev.adieu.websocket.peer.Wire.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The timeouts that end a connection when the peer does nothing. */
class TimeContractTest {

    private static final long SOON = 50_000;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theConnectTimeoutCoversTheWholeAttempt() {
        return Rows.of(
                row("the server never answers the opening handshake")
                        .with("adieu.connect-timeout", 300L)
                        .peer(Peers.stalls())
                        .refused(SocketTimeoutException.class)
                        .tcp(null)
                        .takes(300, SOON)
                        .begunBy(Initiator.LOCAL),
                row("the server answers the opening handshake in parts for ever")
                        .with("adieu.connect-timeout", 300L)
                        .peer(c -> {
                            Peers.stalls().run(c);
                            trickle(c);
                        })
                        .refused(SocketTimeoutException.class)
                        .tcp(null)
                        .takes(300, SOON),
                row("the server never begins TLS")
                        .with("adieu.connect-timeout", 300L)
                        .onlyPlain()
                        .to(uri -> URI.create(uri.toString().replace("ws:", "wss:")))
                        .peer(PeerConnection::discardTheRest)
                        .refused(SocketTimeoutException.class)
                        .tcp(null)
                        .takes(300, SOON),
                row("it does not end an open connection")
                        .onlyPlain()
                        .with("adieu.connect-timeout", 3_000L)
                        .peer(c -> {
                            c.accept();
                            c.pause(Duration.ofMillis(3_500));
                            c.send(close(1000, "later"));
                            c.awaitClose();
                            c.fin();
                        })
                        .sends(close(1000, "later"))
                        .cleanly(1000, "later")
                        .takes(3_000, SOON));
    }

    private static void trickle(PeerConnection c) {
        try {
            c.send(ascii("HTTP/1.1 101 Switching Protocols\r\n"));
            while (true) {
                c.send(ascii("X: y\r\n"));
                c.pause(Duration.ofMillis(20));
            }
        } catch (IOException gone) {
            // The client has given up.
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theClosingTimeoutEndsAnUnansweredClose() {
        return Rows.of(
                row("the peer never answers our Close")
                        .underBoth()
                        .with("adieu.closing-timeout", 300L)
                        .peer(PeerConnection::accept)
                        .close(3001, "client")
                        .isIn(ReadyState.CLOSING, true)
                        .sends(close(3001, "client"))
                        .unclean()
                        .begunBy(Initiator.LOCAL)
                        .tcp("client FIN, peer FIN")
                        .takes(250, SOON),
                row("the peer's messages do not extend it")
                        .with("adieu.closing-timeout", 300L)
                        .peer(TimeContractTest::chatters)
                        .close(3001, "client")
                        .sends(close(3001, "client"))
                        .unclean()
                        .tcp(null)
                        .takes(300, SOON),
                row("a second close() does not extend it")
                        .with("adieu.closing-timeout", 300L)
                        .peer(PeerConnection::accept)
                        .close(3001)
                        .close(3002)
                        .close()
                        .sends(close(3001))
                        .unclean()
                        .tcp("client FIN, peer FIN"),
                row("an answer in time is in time")
                        .with("adieu.closing-timeout", 40_000L)
                        .peer(Scripts.acceptAndAnswerClose(c -> {
                            c.awaitClose();
                            c.pause(Duration.ofMillis(300));
                        }))
                        .close(3001)
                        .sends(close(3001))
                        .cleanly(3001, "")
                        .takes(300, 30_000),
                row("the peer sends half a Close and no more")
                        .with("adieu.closing-timeout", 300L)
                        .peer(c -> {
                            c.accept();
                            c.awaitClose();
                            c.send(Wire.raw(0x88, 0x02, 0x03));
                        })
                        .close(3001)
                        .sends(close(3001))
                        .unclean()
                        .tcp("client FIN, peer FIN")
                        .takes(300, SOON));
    }

    /** Sends messages without an end until the client has ended TCP. */
    private static void chatters(PeerConnection c) throws IOException {
        c.accept();
        c.awaitClose();
        try {
            while (true) {
                c.send(text("still talking"));
                c.pause(Duration.ofMillis(20));
            }
        } catch (IOException gone) {
            // The client has ended TCP.
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theClosingTimeoutResetsTcpBehindDataThatThePeerDoesNotTake() {
        Script readsNothingUntilCue = c -> {
            c.accept();
            c.awaitCue();
        };
        return Rows.of(
                row("the peer does not read what was sent before close()")
                        .underBoth()
                        .with("adieu.closing-timeout", 400L)
                        .peerBuffer(4096)
                        .peer(readsNothingUntilCue)
                        .does("send", c -> sendAll(c, 12 << 20))
                        .close(3001)
                        .isIn(ReadyState.CLOSING, true)
                        .onClose(c -> c.peer().cue())
                        .unclean()
                        .tcp("client RST, peer FIN")
                        .takes(400, SOON)
                        .afterwards(c -> assertThat(c.peer().frames()).noneMatch(ClientFrame::isClose)),
                row("the peer closes and does not read what was sent before")
                        .with("adieu.closing-timeout", 400L)
                        .peerBuffer(4096)
                        .peer(c -> {
                            c.accept();
                            c.awaitCue();
                            c.send(close(4001, "bye"));
                            c.awaitCue();
                        })
                        .does("send", c -> sendAll(c, 12 << 20))
                        .cue()
                        .onClose(c -> c.peer().cue())
                        .uncleanly(4001, "bye")
                        .tcp("client RST, peer FIN")
                        .takes(400, SOON)
                        .afterwards(c -> {}),
                row("a peer that reads slowly gets everything, however long it takes")
                        .with("adieu.closing-timeout", 3_000L)
                        .peerBuffer(1 << 20)
                        .peer(Scripts.acceptAndAnswerClose(c -> c.readSlowly(1 << 16, Duration.ofMillis(5))))
                        .does("send", c -> sendAll(c, 48 << 20))
                        .close(3001)
                        .cleanly(3001, "")
                        .takes(3_000, SOON)
                        .afterwards(c -> assertThat(c.peer().frames().stream()
                                        .filter(f -> !f.isClose())
                                        .mapToLong(f -> f.payload().length)
                                        .sum())
                                .isEqualTo(48 << 20)));
    }

    private static void sendAll(RowClient c, int bytes) {
        for (int sent = 0; sent < bytes; sent += 1 << 20) {
            c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(new byte[1 << 20]));
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theClientEndsTcpIfThePeerDoesNot() {
        return Rows.of(
                row("after the peer's Close was answered")
                        .underBoth()
                        .with("adieu.tcp-close-timeout", 300L)
                        .peer(sends(close(1000, "r")))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r")
                        .tcp("client FIN, peer FIN")
                        .takes(250, SOON)
                        .begunBy(Initiator.PEER),
                row("after our Close was answered")
                        .underBoth()
                        .with("adieu.tcp-close-timeout", 300L)
                        .peer(c -> {
                            c.accept();
                            c.answerClose();
                        })
                        .close(3001, "client")
                        .sends(close(3001, "client"))
                        .cleanly(3001, "client")
                        .tcp("client FIN, peer FIN")
                        .takes(300, SOON)
                        .begunBy(Initiator.LOCAL),
                row("though the peer goes on to send after its Close")
                        .with("adieu.tcp-close-timeout", 300L)
                        .peer(c -> {
                            c.accept();
                            c.answerClose();
                            c.sendEndlessly(text("and another thing"));
                        })
                        .close(3001, "client")
                        .sends(close(3001, "client"))
                        .cleanly(3001, "client")
                        .tcp(null)
                        .takes(300, SOON),
                row("with the default of two seconds")
                        .with("adieu.tcp-close-timeout", 2_000L)
                        .peer(sends(close(1000, "r")))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r")
                        .tcp("client FIN, peer FIN")
                        .takes(1_900, SOON),
                row("without waiting after a protocol error")
                        .peer(sends(Frame.of(3)))
                        .fails(1002)
                        .takes(0, SOON));
    }
}
