package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.Scripts;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** CONNECTING, OPEN, CLOSING, CLOSED: never backwards (WHATWG, {@code readyState} and {@code close()}, step 3). */
class StateContractTest {

    private static final Script ANSWERS_ON_CUE = Scripts.acceptAndAnswerClose(c -> {
        c.awaitClose();
        c.awaitCue();
    });

    private static final Script ACCEPTS_TOO_LATE = c -> {
        c.request();
        c.awaitCue();
        try {
            c.accept(text("too late"));
        } catch (IOException gone) {
            // What the client does is what counts.
        }
    };

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> closingIsAtOnceAndOnce() {
        return Rows.of(
                row("close() sets CLOSING before it returns")
                        .peer(ANSWERS_ON_CUE)
                        .isIn(ReadyState.OPEN, true)
                        .close()
                        .isIn(ReadyState.CLOSING, true)
                        .cue()
                        .sends(close(1000))
                        .cleanly(1000, "")
                        .begunBy(Initiator.LOCAL),
                row("the first code and reason stand")
                        .peer(ANSWERS_ON_CUE)
                        .close(3001, "a")
                        .close(3002, "b")
                        .isIn(ReadyState.CLOSING, true)
                        .cue()
                        .sends(close(3001, "a"))
                        .cleanly(3001, "a")
                        .begunBy(Initiator.LOCAL),
                row("the first close() stands although it named no code")
                        .peer(ANSWERS_ON_CUE)
                        .close()
                        .close(3002, "b")
                        .close()
                        .isIn(ReadyState.CLOSING, true)
                        .cue()
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("closing the attempt once it is open closes the session")
                        .does("attempt.close(3000, r)", c -> c.attempt().close(3000, "r"))
                        .sends(close(3000, "r"))
                        .cleanly(3000, "r")
                        .begunBy(Initiator.LOCAL),
                row("closing the attempt without a code once it is open sends 1000")
                        .does("attempt.close()", c -> c.attempt().close())
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("closing the attempt once the session is closing does nothing")
                        .peer(ANSWERS_ON_CUE)
                        .close(3001)
                        .does("attempt.close(3002)", c -> c.attempt().close(3002))
                        .cue()
                        .sends(close(3001))
                        .cleanly(3001, ""),
                row("the state of the attempt is that of its session")
                        .peer(ANSWERS_ON_CUE)
                        .does(
                                "attempt is OPEN",
                                c -> assertThat(c.attempt().getReadyState()).isEqualTo(ReadyState.OPEN))
                        .close()
                        .does(
                                "attempt is CLOSING",
                                c -> assertThat(c.attempt().getReadyState()).isEqualTo(ReadyState.CLOSING))
                        .cue()
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("eight threads that close at once send one Close")
                        .does("close() eight times", c -> closeAtOnce(c, 8))
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("the peer's Close moves OPEN to CLOSING")
                        .peer(Peers.closes(text("a"), close(4001, "x")))
                        .onMessage(c -> c.awaitState(ReadyState.CLOSING))
                        .hearsText("a")
                        .sends(close(4001, "x"))
                        .cleanly(4001, "x")
                        .begunBy(Initiator.PEER),
                row("a close() after the peer's Close does nothing")
                        .peer(Peers.closes(text("a"), close(4001, "x")))
                        .onMessage(c -> {
                            c.awaitState(ReadyState.CLOSING);
                            c.close(3000, "mine");
                        })
                        .hearsText("a")
                        .sends(close(4001, "x"))
                        .cleanly(4001, "x")
                        .begunBy(Initiator.PEER),
                row("try-with-resources closes with 1000")
                        .does("try (session)", c -> {
                            try (var session = c.session()) {
                                session.getBasicRemote().sendText("in");
                            }
                        })
                        .sends(text("in"), close(1000))
                        .cleanly(1000, ""));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> closingAnAttemptFailsIt() {
        return Rows.of(
                row("close() right after connect() ends the attempt")
                        .peer(Peers.stalls())
                        .whileConnecting()
                        .close()
                        .unclean()
                        .tcp(null)
                        .begunBy(Initiator.LOCAL),
                row("close() while the server stalls drops TCP")
                        .peer(Peers.stalls())
                        .whileConnecting()
                        .does("the request has come", c -> c.peer().request())
                        .close()
                        .unclean()
                        .tcp("client RST, peer FIN")
                        .begunBy(Initiator.LOCAL)
                        .takes(0, 50_000),
                row("close(4001, \"bye\") while the server stalls discards code and reason")
                        .peer(Peers.stalls())
                        .whileConnecting()
                        .does("the request has come", c -> c.peer().request())
                        .close(4001, "bye")
                        .unclean()
                        .tcp("client RST, peer FIN")
                        .takes(0, 50_000),
                row("a 101 that comes after close() opens nothing")
                        .peer(ACCEPTS_TOO_LATE)
                        .whileConnecting()
                        .does("the request has come", c -> c.peer().request())
                        .isIn(ReadyState.CONNECTING, false)
                        .close(1000, "gone")
                        .does("is over", c -> assertThat(c.state()).isIn(ReadyState.CLOSING, ReadyState.CLOSED))
                        .cue()
                        .unclean()
                        .tcp("client RST, peer FIN"),
                row("closing an attempt twice is closing it once")
                        .peer(Peers.stalls())
                        .whileConnecting()
                        .close(3000)
                        .close(4000)
                        .close()
                        .unclean()
                        .tcp(null),
                row("close() while the TLS handshake stalls drops TCP")
                        .onlyPlain()
                        .to(uri -> URI.create(uri.toString().replace("ws:", "wss:")))
                        .peer(c -> {
                            c.readAnything();
                            c.mark("hello");
                            c.awaitClientEnd();
                        })
                        .whileConnecting()
                        .does("the ClientHello has come", c -> c.peer().awaitMark("hello"))
                        .close()
                        .unclean()
                        .tcp("client RST, peer FIN"));
    }

    private static void closeAtOnce(RowClient c, int threads) throws Exception {
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Throwable> thrown = new ArrayList<>();
        List<Thread> closing = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    together.await();
                    c.session().close();
                } catch (Exception | Error e) {
                    synchronized (thrown) {
                        thrown.add(e);
                    }
                }
            });
            thread.start();
            closing.add(thread);
        }
        for (Thread thread : closing) {
            thread.join();
        }
        assertThat(thrown).isEmpty();
    }
}
