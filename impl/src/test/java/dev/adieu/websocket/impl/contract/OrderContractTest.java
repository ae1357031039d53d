package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.binary;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.continuation;
import static dev.adieu.websocket.peer.Frame.ping;
import static dev.adieu.websocket.peer.Frame.pong;
import static dev.adieu.websocket.peer.Frame.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.SendResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Our Close is behind every message that was accepted before, and nothing follows it (RFC 6455, section 5.5.1; WHATWG,
 * {@code close()}).
 */
class OrderContractTest {

    private static final byte[] TEN_MEBIBYTES = bytes(10 << 20);
    private static final int SMALL_BUFFER = 16 << 10;

    /** Does not read until it gets the cue, then answers the Close and ends TCP. */
    private static final Script READS_ON_CUE = Scripts.acceptAndAnswerClose(c -> c.awaitCue());

    /** Reads and resets TCP on cue. */
    private static final Script RESETS_ON_CUE = c -> {
        c.accept();
        c.awaitCue();
        c.rst();
    };

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> whateverWasSentComesBeforeTheClose() {
        String words = "word ".repeat(20_000);
        return Rows.of(
                row("10 MiB of binary, sent blocking")
                        .underBoth()
                        .does("send", c -> c.session().getBasicRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES)))
                        .close(1000, "done")
                        .cleanly(1000, "done")
                        .afterwards(c -> arrived(c, TEN_MEBIBYTES)),
                row("10 MiB of binary, sent to a peer that does not read yet")
                        .underBoth()
                        .peerBuffer(SMALL_BUFFER)
                        .peer(READS_ON_CUE)
                        .does("send", c -> c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES)))
                        .close(1000, "done")
                        .isIn(ReadyState.CLOSING, true)
                        .cue()
                        .cleanly(1000, "done")
                        .afterwards(c -> arrived(c, TEN_MEBIBYTES)),
                row("10 MiB of binary, sent with a handler")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(READS_ON_CUE)
                        .does(
                                "send",
                                c -> c.session()
                                        .getAsyncRemote()
                                        .sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES), result -> {}))
                        .close(1000, "done")
                        .cue()
                        .cleanly(1000, "done")
                        .afterwards(c -> arrived(c, TEN_MEBIBYTES)),
                row("a hundred texts")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(READS_ON_CUE)
                        .does("send", c -> {
                            for (int i = 0; i < 100; i++) {
                                c.session().getAsyncRemote().sendText(i + words);
                            }
                        })
                        .close(3000)
                        .cue()
                        .cleanly(3000, "")
                        .afterwards(c -> arrived(
                                c,
                                IntStream.range(0, 100)
                                        .mapToObj(i -> (i + words).getBytes(StandardCharsets.UTF_8))
                                        .toArray(byte[][]::new))),
                row("a text in parts")
                        .does("send", c -> {
                            c.session().getBasicRemote().sendText("a", false);
                            c.session().getBasicRemote().sendText("b", false);
                            c.session().getBasicRemote().sendText("c", true);
                        })
                        .close(1000)
                        .sends(text("a").notFinal(), continuation("b").notFinal(), continuation("c"), close(1000))
                        .cleanly(1000, ""),
                row("a binary in parts")
                        .does("send", c -> {
                            c.session().getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {1}), false);
                            c.session().getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {2}), true);
                        })
                        .close(1000)
                        .sends(binary((byte) 1).notFinal(), continuation(new byte[] {2}), close(1000))
                        .cleanly(1000, ""),
                row("an object")
                        .does("send", c -> c.session().getBasicRemote().sendObject("object"))
                        .close(1000)
                        .sends(text("object"), close(1000))
                        .cleanly(1000, ""),
                row("an object, with a future")
                        .does("send", c -> c.session().getAsyncRemote().sendObject("object"))
                        .close(1000)
                        .sends(text("object"), close(1000))
                        .cleanly(1000, ""),
                row("a stream")
                        .does("send", c -> {
                            try (var stream = c.session().getBasicRemote().getSendStream()) {
                                stream.write(TEN_MEBIBYTES);
                            }
                        })
                        .close(1000)
                        .cleanly(1000, "")
                        .afterwards(c -> arrived(c, TEN_MEBIBYTES)),
                row("a writer")
                        .does("send", c -> {
                            try (Writer writer = c.session().getBasicRemote().getSendWriter()) {
                                writer.write(words);
                            }
                        })
                        .close(1000)
                        .cleanly(1000, "")
                        .afterwards(c -> arrived(c, words.getBytes(StandardCharsets.UTF_8))),
                row("a ping and a pong")
                        .does("send", c -> {
                            c.session().getBasicRemote().sendPing(ByteBuffer.wrap(new byte[] {'i'}));
                            c.session().getBasicRemote().sendPong(ByteBuffer.wrap(new byte[] {'o'}));
                        })
                        .close(1000)
                        .sends(ping("i"), pong("o"), close(1000))
                        .cleanly(1000, ""),
                row("a batch that was not flushed")
                        .does("send", c -> {
                            c.session().getAsyncRemote().setBatchingAllowed(true);
                            c.session().getAsyncRemote().sendText("waiting");
                        })
                        .close(1000)
                        .sends(text("waiting"), close(1000))
                        .cleanly(1000, ""),
                row("messages of eight threads")
                        .does("send", OrderContractTest::sendFromEightThreads)
                        .close(1000)
                        .cleanly(1000, "")
                        .afterwards(c -> assertThat(messages(c)).hasSize(800)));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aMessageThatIsNotFinishedIsLeftSo() {
        return Rows.of(
                row("a text in parts")
                        .does("send", c -> c.session().getBasicRemote().sendText("half", false))
                        .close(1000)
                        .does("the rest", c -> c.session().getBasicRemote().sendText("rest", true))
                        .throwing(IllegalStateException.class)
                        .sends(text("half").notFinal(), close(1000))
                        .cleanly(1000, ""),
                row("a writer")
                        .does("send", c -> {
                            Writer writer = c.session().getBasicRemote().getSendWriter();
                            writer.write("half");
                            writer.flush();
                        })
                        .close(1000)
                        .sends(text("half").notFinal(), close(1000))
                        .cleanly(1000, ""));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aSendAfterCloseFails() {
        ByteBuffer data = ByteBuffer.wrap(new byte[] {1});
        return Rows.of(
                late("sendText", c -> c.session().getBasicRemote().sendText("late")),
                late("sendText in parts", c -> c.session().getBasicRemote().sendText("late", false)),
                late("sendBinary", c -> c.session().getBasicRemote().sendBinary(data.duplicate())),
                late("sendBinary in parts", c -> c.session().getBasicRemote().sendBinary(data.duplicate(), true)),
                late("sendObject", c -> c.session().getBasicRemote().sendObject("late")),
                late("a stream", c -> {
                    try (var stream = c.session().getBasicRemote().getSendStream()) {
                        stream.write(1);
                    }
                }),
                late("sendPing", c -> c.session().getBasicRemote().sendPing(data.duplicate())),
                late("sendPong", c -> c.session().getBasicRemote().sendPong(data.duplicate())),
                late(
                        "sendText with a future",
                        c -> unwrapped(c.session().getAsyncRemote().sendText("late"))),
                late(
                        "sendBinary with a future",
                        c -> unwrapped(c.session().getAsyncRemote().sendBinary(data.duplicate()))),
                late(
                        "sendObject with a future",
                        c -> unwrapped(c.session().getAsyncRemote().sendObject("late"))),
                late("sendText with a handler", c -> {
                    CompletableFuture<SendResult> result = new CompletableFuture<>();
                    c.session().getAsyncRemote().sendText("late", result::complete);
                    throw (Exception) result.get(20, TimeUnit.SECONDS).getException();
                }));
    }

    private static Row late(String what, Act send) {
        return row(what + " fails and sends nothing")
                .peer(READS_ON_CUE)
                .send("in time")
                .close(1000)
                .does(what, send)
                .throwing(IllegalStateException.class)
                .cue()
                .sends(text("in time"), close(1000))
                .cleanly(1000, "");
    }

    private static void unwrapped(Future<Void> future) throws Exception {
        try {
            future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aPendingSendHearsWhatBecameOfIt() {
        return Rows.of(
                row("its future completes when the bytes were written")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(READS_ON_CUE)
                        .does("send", c -> {
                            Future<Void> future =
                                    c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES));
                            c.close(1000);
                            assertThat(future.isDone()).isFalse();
                            c.peer().cue();
                            assertThat(future.get(20, TimeUnit.SECONDS)).isNull();
                        })
                        .cleanly(1000, "")
                        .afterwards(c -> arrived(c, TEN_MEBIBYTES)),
                row("its handler is called when the bytes were written")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(READS_ON_CUE)
                        .does("send", c -> {
                            CompletableFuture<SendResult> result = new CompletableFuture<>();
                            c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES), result::complete);
                            c.close(1000);
                            assertThat(result).isNotDone();
                            c.peer().cue();
                            assertThat(result.get(20, TimeUnit.SECONDS).isOK()).isTrue();
                            assertThat(result.get().getSession()).isSameAs(c.session());
                        })
                        .cleanly(1000, "")
                        .afterwards(c -> arrived(c, TEN_MEBIBYTES)),
                row("its future fails if the connection ends first")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(RESETS_ON_CUE)
                        .does("send", c -> {
                            Future<Void> future =
                                    c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES));
                            c.close(1000);
                            c.peer().cue();
                            assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
                                    .isInstanceOf(ExecutionException.class);
                        })
                        .losesConnection()
                        .afterwards(c -> {}),
                row("its handler gets a failure if the connection ended first")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(RESETS_ON_CUE)
                        .does("send", c -> {
                            CompletableFuture<SendResult> result = new CompletableFuture<>();
                            c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES), result::complete);
                            c.close(1000);
                            c.peer().cue();
                            assertThat(result.get(20, TimeUnit.SECONDS).isOK()).isFalse();
                            assertThat(result.get().getException()).isNotNull();
                        })
                        .losesConnection()
                        .afterwards(c -> {}),
                row("a blocking send throws if the connection ends first")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(c -> {
                            c.accept();
                            c.readAnything();
                            c.rst();
                        })
                        .does(
                                "send",
                                c -> assertThatThrownBy(() ->
                                                c.session().getBasicRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES)))
                                        .isInstanceOf(IOException.class))
                        .losesConnection()
                        .afterwards(c -> {}));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> thePeersCloseIsAnsweredBehindWhatWasAccepted() {
        Script closesBeforeItReads = c -> {
            c.accept();
            c.awaitCue();
            c.send(close(4001, "now"));
            c.awaitCue();
            c.awaitClose();
            c.fin();
        };
        return Rows.of(
                row("10 MiB come before the answer")
                        .underBoth()
                        .peerBuffer(SMALL_BUFFER)
                        .peer(closesBeforeItReads)
                        .does("send", c -> c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES)))
                        .cue()
                        .does("the Close has come", c -> c.awaitState(ReadyState.CLOSING))
                        .send("late")
                        .throwing(IllegalStateException.class)
                        .cue()
                        .cleanly(4001, "now")
                        .afterwards(c -> {
                            arrived(c, TEN_MEBIBYTES);
                            assertThat(c.peer().awaitClose().closeCode()).isEqualTo(4001);
                        }),
                row("the peer ends its direction and still gets all of it")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(c -> {
                            c.accept();
                            c.awaitCue();
                            c.send(close(4001, "now"));
                            c.fin();
                            c.awaitCue();
                            c.awaitClose();
                        })
                        .does("send", c -> c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES)))
                        .cue()
                        .does("the Close has come", c -> c.awaitState(ReadyState.CLOSING))
                        .cue()
                        .cleanly(4001, "now")
                        .onlyPlain()
                        .afterwards(c -> arrived(c, TEN_MEBIBYTES)),
                row("the peer resets TCP instead")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(c -> {
                            c.accept();
                            c.awaitCue();
                            c.send(close(4001, "now"));
                            c.awaitCue();
                            c.rst();
                        })
                        .does("send", c -> c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES)))
                        .cue()
                        .does("the Close has come", c -> c.awaitState(ReadyState.CLOSING))
                        .cue()
                        .uncleanly(4001, "now")
                        .tcp("peer RST")
                        .afterwards(c -> {}));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> bufferedAmountIsThePayloadThatWaits() {
        return Rows.of(
                row("it is 0 at first and after all was taken")
                        .does("0", c -> amount(c, 0))
                        .send("text")
                        .close(1000)
                        .sends(text("text"), close(1000))
                        .cleanly(1000, "")
                        .onClose(c -> amount(c, 0)),
                row("a text counts with its UTF-8 length")
                        .does("send", c -> {
                            c.session().getAsyncRemote().setBatchingAllowed(true);
                            c.session().getAsyncRemote().sendText("aé€\uD83D\uDE00");
                            amount(c, 10);
                            c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(new byte[100]));
                            amount(c, 110);
                        })
                        .close(1000)
                        .cleanly(1000, "")
                        .onClose(c -> amount(c, 0))
                        .afterwards(c -> assertThat(messages(c)).hasSize(2)),
                row("a ping does not count")
                        .does("send", c -> {
                            c.session().getAsyncRemote().setBatchingAllowed(true);
                            c.session().getAsyncRemote().sendPing(ByteBuffer.wrap(new byte[100]));
                            amount(c, 0);
                        })
                        .close(1000)
                        .sends(ping(new byte[100]), close(1000))
                        .cleanly(1000, ""),
                row("it is above 0 while the peer does not read, and 0 when it has")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(READS_ON_CUE)
                        .does("send", c -> {
                            c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES));
                            c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES));
                            assertThat(c.session().getBufferedAmount()).isBetween(1L, 20L << 20);
                        })
                        .close(1000)
                        .cue()
                        .cleanly(1000, "")
                        .onClose(c -> amount(c, 0))
                        .afterwards(c -> arrived(c, TEN_MEBIBYTES, TEN_MEBIBYTES)),
                row("it stays above 0 for good if the connection ends with data unsent")
                        .peerBuffer(SMALL_BUFFER)
                        .peer(RESETS_ON_CUE)
                        .does("send", c -> {
                            c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES));
                            c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES));
                        })
                        .cue()
                        .losesConnection()
                        .afterwards(
                                c -> assertThat(c.session().getBufferedAmount()).isPositive()),
                row("a send that was refused does not count")
                        .close(1000)
                        .send("late")
                        .throwing(IllegalStateException.class)
                        .sends(close(1000))
                        .cleanly(1000, "")
                        .onClose(c -> amount(c, 0)));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> noPongFollowsTheClose() {
        Wire[] pings = Collections.nCopies(500, ping("p")).toArray(Wire[]::new);
        return Rows.of(IntStream.range(0, 5)
                .mapToObj(i -> row("500 pings race with close(), run " + i)
                        .peer(Scripts.acceptAndAnswerClose(c -> {
                            c.send(text("now"));
                            c.send(pings);
                        }))
                        .onMessage(c -> c.close(1000))
                        .hearsText("now")
                        .cleanly(1000, "")
                        .afterwards(c -> assertThat(c.peer().frames()).last().matches(ClientFrame::isClose)))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aPingIsAnsweredUntilTheCloseWasSent() {
        return Rows.of(row("a ping comes while our Close waits behind 10 MiB")
                .underBoth()
                .peerBuffer(1 << 18)
                .peer(Scripts.acceptAndAnswerClose(c -> {
                    c.awaitCue();
                    c.send(ping("p"));
                    // So that the ping has long been read when the last of the data is written.
                    c.readSlowly(1 << 17, Duration.ofMillis(20));
                }))
                .does("send", c -> c.session().getAsyncRemote().sendBinary(ByteBuffer.wrap(TEN_MEBIBYTES)))
                .close(1000)
                .cue()
                .cleanly(1000, "")
                .afterwards(c -> {
                    arrived(c, TEN_MEBIBYTES);
                    assertThat(c.peer().frames())
                            .filteredOn(f -> f.opcode() == Opcode.PONG)
                            .singleElement()
                            .matches(f -> f.text().equals("p"));
                }));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anUnpairedSurrogateIsSentAsTheReplacementCharacter() {
        return Rows.of(
                row("in a text")
                        .send("a\uD83Db")
                        .close(1000)
                        .sends(text("a\uFFFDb"), close(1000))
                        .cleanly(1000, ""),
                row("in a text with a future")
                        .does(
                                "send",
                                c -> c.session()
                                        .getAsyncRemote()
                                        .sendText("\uDE00")
                                        .get(20, TimeUnit.SECONDS))
                        .close(1000)
                        .sends(text("\uFFFD"), close(1000))
                        .cleanly(1000, ""),
                row("in a part of a text")
                        .does("send", c -> {
                            c.session().getBasicRemote().sendText("\uDE00a", false);
                            c.session().getBasicRemote().sendText("b\uD83D", true);
                        })
                        .close(1000)
                        .cleanly(1000, "")
                        .afterwards(c -> arrived(c, "\uFFFDab\uFFFD".getBytes(StandardCharsets.UTF_8))),
                row("but not where the pair is cut between two parts")
                        .does("send", c -> {
                            c.session().getBasicRemote().sendText("a\uD83D", false);
                            c.session().getBasicRemote().sendText("\uDE00b", true);
                        })
                        .close(1000)
                        .cleanly(1000, "")
                        .afterwards(c -> arrived(c, "a\uD83D\uDE00b".getBytes(StandardCharsets.UTF_8))));
    }

    private static void sendFromEightThreads(RowClient c) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int number = t;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    c.session().getAsyncRemote().sendText(number + " " + i);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void amount(RowClient c, long expected) {
        assertThat(c.session().getBufferedAmount()).isEqualTo(expected);
    }

    private static void arrived(RowClient c, byte[]... sent) {
        assertThat(messages(c).stream().map(m -> Shown.payload(m, false)).toList())
                .isEqualTo(Arrays.stream(sent).map(m -> Shown.payload(m, false)).toList());
        assertThat(c.peer().frames()).last().matches(ClientFrame::isClose);
    }

    /** Returns the data messages that the peer got, put together from their fragments. */
    private static List<byte[]> messages(RowClient c) {
        List<byte[]> messages = new ArrayList<>();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (ClientFrame frame : c.peer().frames()) {
            if (!frame.isControl()) {
                assertThat(frame.opcode() == Opcode.CONTINUATION)
                        .as("continuation")
                        .isEqualTo(message.size() > 0);
                message.writeBytes(frame.payload());
                if (frame.fin()) {
                    messages.add(message.toByteArray());
                    message.reset();
                }
            }
        }
        return messages;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        return bytes;
    }
}
