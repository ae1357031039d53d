package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.closes;
import static dev.adieu.websocket.impl.contract.Peers.sends;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Scripts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A callback that closes, throws or blocks neither deadlocks nor loses the event nor doubles it. */
class CallbacksContractTest {

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aCallbackMayClose() {
        return Rows.of(
                row("in onOpen")
                        .underBoth()
                        .onOpen(c -> c.close(3000, "x"))
                        .sends(close(3000, "x"))
                        .cleanly(3000, "x"),
                row("in onOpen, with a message already there")
                        .onOpen(c -> c.close(3000))
                        .peer(c -> {
                            c.accept(text("unheard"));
                            c.answerClose();
                            c.fin();
                        })
                        .sends(close(3000))
                        .cleanly(3000, ""),
                row("in onOpen, with the peer's Close already there")
                        .onOpen(c -> {
                            c.log.await("open");
                            c.close(3000);
                        })
                        .peer(Peers.opensWith(close(4001, "early")))
                        .tcp("peer FIN, client FIN")
                        .cleanly(4001, "early")
                        .afterwards(c -> {}),
                row("in the first of three messages of one segment")
                        .underBoth()
                        .onMessage(c -> c.close(3000))
                        .peer(Scripts.acceptAndAnswerClose(c -> c.send(text("a"), text("b"), text("c"))))
                        .hearsText("a")
                        .sends(close(3000))
                        .cleanly(3000, ""),
                row("in a message, with a wrong code")
                        .onMessage(c -> {
                            try {
                                c.close(999);
                            } catch (InvalidAccessException expected) {
                                c.send("still open");
                            }
                        })
                        .peer(Peers.exchanges(2, text("a"), text("b")))
                        .hears("text \"a\"", "text \"b\"")
                        .sends(text("still open"), text("still open"), close(1000))
                        .cleanly(1000, ""),
                row("in onError")
                        .peer(sends(Frame.of(3)))
                        .onError(c -> c.close(3000))
                        .fails(1002),
                row("in onClose")
                        .underBoth()
                        .onClose(c -> c.close(3000))
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("in another thread that the callback waits for")
                        .onMessage(c -> elsewhere(() -> c.close(3000)))
                        .peer(Scripts.acceptAndAnswerClose(c -> c.send(text("a"))))
                        .hearsText("a")
                        .sends(close(3000))
                        .cleanly(3000, ""),
                row("the whole container in a message")
                        .onMessage(c -> c.container.close())
                        .peer(Scripts.acceptAndAnswerClose(c -> c.send(text("a"))))
                        .hearsText("a")
                        .sends(close(1001))
                        .cleanly(1001, ""),
                row("the whole container in onClose")
                        .onClose(c -> c.container.close())
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aCallbackMayThrow() {
        Act throwing = c -> {
            throw new IllegalStateException("the application failed");
        };
        Act failing = c -> {
            throw new AssertionError("the application failed badly");
        };
        return Rows.of(
                row("onMessage throws: onError hears it, and the session goes on")
                        .underBoth()
                        .onMessage(throwing)
                        .peer(closes(text("a"), text("b"), close(1000)))
                        .hears("text \"a\"", "error", "text \"b\"", "error")
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("onMessage throws an Error: onError hears it, and the session goes on")
                        .onMessage(failing)
                        .peer(closes(text("a"), text("b"), close(1000)))
                        .hears("text \"a\"", "error", "text \"b\"", "error")
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("onOpen throws: onError hears it, and the session goes on")
                        .onOpen(throwing)
                        .peer(closes(text("a"), close(1000)))
                        .hears("error", "text \"a\"")
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("onError throws: the event comes all the same")
                        .underBoth()
                        .onError(throwing)
                        .peer(sends(Frame.of(3)))
                        .fails(1002),
                row("onMessage closes and throws")
                        .onMessage(c -> {
                            c.close(3000);
                            throw new IllegalStateException("the application failed");
                        })
                        .peer(Scripts.acceptAndAnswerClose(c -> c.send(text("a"), text("b"))))
                        .hears("text \"a\"", "error")
                        .sends(close(3000))
                        .cleanly(3000, ""));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aCallbackMayBlock() {
        return Rows.of(
                row("onMessage blocks: the peer's Close is answered, and onClose waits its turn")
                        .underBoth()
                        .onMessage(RowClient::awaitGo)
                        .peer(closes(text("a"), close(1000, "r")))
                        .does("the answer has come", c -> c.peer().awaitClose())
                        .does(
                                "onClose has not",
                                c -> assertThat(c.log.entries()).doesNotContain("close 1000 \"r\""))
                        .does("go", RowClient::go)
                        .hearsText("a")
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("onMessage blocks: close() from outside is sent")
                        .onMessage(RowClient::awaitGo)
                        .peer(Scripts.acceptAndAnswerClose(c -> c.send(text("a"))))
                        .does("onMessage runs", c -> c.log.await("text \"a\""))
                        .close(3000)
                        .does("the Close has come", c -> c.peer().awaitClose())
                        .does("go", RowClient::go)
                        .hearsText("a")
                        .sends(close(3000))
                        .cleanly(3000, ""),
                row("onMessage blocks: the closing timeout ends TCP all the same")
                        .with("adieu.closing-timeout", 300L)
                        .onMessage(RowClient::awaitGo)
                        .peer(sends(text("a")))
                        .does("onMessage runs", c -> c.log.await("text \"a\""))
                        .close(3000)
                        .does("TCP has ended", c -> c.peer().awaitClientEnd())
                        .does("go", RowClient::go)
                        .hearsText("a")
                        .sends(close(3000))
                        .unclean()
                        .tcp("client FIN, peer FIN"),
                row("isOpen() is true until onClose has returned")
                        .onClose(RowClient::awaitGo)
                        .close(3000)
                        .does("onClose runs", c -> c.log.await("close 3000 \"\""))
                        .isIn(ReadyState.CLOSED, true)
                        .does(
                                "the event has not come",
                                c -> assertThat(c.session().closed().toCompletableFuture())
                                        .isNotDone())
                        .does("go", RowClient::go)
                        .sends(close(3000))
                        .cleanly(3000, ""));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> noLockIsHeldInACallback() {
        Act everything = c -> elsewhere(() -> {
            c.session().getReadyState();
            c.session().isOpen();
            c.session().getBufferedAmount();
            c.session().closed();
            c.session().getOpenSessions();
            c.session().getUserProperties().put("a", "b");
            c.attempt().getReadyState();
            c.session().close();
            c.session().close(3000, "elsewhere");
        });
        return Rows.of(
                row("in onClose")
                        .onClose(everything)
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("in onError").onError(everything).peer(sends(Frame.of(3))).fails(1002),
                row("in onMessage")
                        .onMessage(everything)
                        .peer(Scripts.acceptAndAnswerClose(c -> c.send(text("a"))))
                        .hearsText("a")
                        .sends(close(1000))
                        .cleanly(1000, ""));
    }

    /** Does it in another thread, and waits until it is done. */
    private static void elsewhere(Runnable work) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                })
                .start();
        done.get(20, TimeUnit.SECONDS);
    }
}
