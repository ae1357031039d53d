package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.EncodeException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of a session, a reconnection and a container that waits, on a thread of every kind of executor, returns.
 */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class WaitingInSessionsTest {

    private static final int SECONDS = 15;
    /** More than the operating system takes of a connection that the peer does not read from. */
    private static final int LARGE = 16 << 20;

    /** A way to send that waits. */
    private interface Send {
        void send(BrowserSession session, int size)
                throws IOException, EncodeException, InterruptedException, ExecutionException, TimeoutException;
    }

    private static String text(int size) {
        return "x".repeat(size);
    }

    private enum Way {
        TEXT((session, size) -> session.getBasicRemote().sendText(text(size))),
        BINARY((session, size) -> session.getBasicRemote().sendBinary(ByteBuffer.allocate(size))),
        PARTIAL_TEXT((session, size) -> {
            session.getBasicRemote().sendText(text(size), false);
            session.getBasicRemote().sendText("", true);
        }),
        PARTIAL_BINARY((session, size) -> {
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(size), false);
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(0), true);
        }),
        STREAM((session, size) -> {
            try (OutputStream out = session.getBasicRemote().getSendStream()) {
                out.write(new byte[size]);
            }
        }),
        WRITER((session, size) -> {
            try (Writer out = session.getBasicRemote().getSendWriter()) {
                out.write(text(size));
            }
        }),
        OBJECT((session, size) -> session.getBasicRemote().sendObject(text(size))),
        PING((session, size) -> {
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(size));
            session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        }),
        FUTURE((session, size) -> {
            Future<Void> sent = session.getAsyncRemote().sendText(text(size));
            sent.get();
        }),
        FUTURE_WITH_DEADLINE(
                (session, size) -> session.getAsyncRemote().sendText(text(size)).get(1, TimeUnit.HOURS));

        private final Send send;

        Way(Send send) {
            this.send = send;
        }
    }

    private record Sending(Callbacks callbacks, Way way) {
        @Override
        public String toString() {
            return callbacks + ", " + way;
        }
    }

    static Stream<Sending> sending() {
        return Arrays.stream(Way.values())
                .flatMap(way -> Callbacks.ofEveryKind().map(callbacks -> new Sending(callbacks, way)));
    }

    static Stream<Callbacks> executors() {
        return Callbacks.ofEveryKind();
    }

    /** {@code closed()} completes when {@code onClose} has run, which needs a thread of the executor. */
    static Stream<Callbacks> runningMeanwhile() {
        return Callbacks.ofEveryKind().filter(Callbacks::runsMeanwhile);
    }

    private static Script reading() {
        return Scripts.acceptAndAnswerClose();
    }

    private static Script notReading() {
        return c -> {
            c.accept();
            c.awaitCue();
        };
    }

    private static Client client(Callbacks callbacks) {
        return new Client().impatient().with("adieu.executor", callbacks);
    }

    @ParameterizedTest
    @MethodSource("sending")
    void aSendReturnsWhenItIsWritten(Sending how) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(reading());
                Client client = client(how.callbacks());
                Callbacks callbacks = how.callbacks()) {
            BlockingQueue<Object> result = new LinkedBlockingQueue<>();
            send(client, callbacks, peer, how.way(), 100, new LinkedBlockingQueue<>(), result);
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("sent");
        }
    }

    /** Ways for a send to end that the peer does not read. */
    private enum End {
        /** The container is closed: it waits for the closing timeout. */
        CONTAINER_CLOSE {
            @Override
            void make(Client client, BrowserSession session, PeerConnection connection, Thread caller) {
                client.container().close();
            }
        },
        /** The session is closed: it waits for the closing timeout. */
        CLOSE {
            @Override
            void make(Client client, BrowserSession session, PeerConnection connection, Thread caller) {
                session.close();
            }
        },
        /** The peer resets the connection. */
        RESET {
            @Override
            void make(Client client, BrowserSession session, PeerConnection connection, Thread caller)
                    throws IOException {
                connection.rst();
            }
        },
        /** The caller gives up. */
        INTERRUPT {
            @Override
            void make(Client client, BrowserSession session, PeerConnection connection, Thread caller) {
                caller.interrupt();
            }
        };

        abstract void make(Client client, BrowserSession session, PeerConnection connection, Thread caller)
                throws IOException;
    }

    private record Failing(Callbacks callbacks, End end) {
        @Override
        public String toString() {
            return callbacks + ", " + end;
        }
    }

    static Stream<Failing> failing() {
        return Arrays.stream(End.values())
                .flatMap(end -> Callbacks.ofEveryKind().map(callbacks -> new Failing(callbacks, end)));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void aSendThatIsNotReadFailsInEveryWay(Failing how) throws Exception {
        assertThatItFails(how.callbacks(), Way.BINARY, how.end());
    }

    /** Sends while no callback can run. A ping does not wait for a message. */
    static Stream<Sending> waitingToSend() {
        return sending().filter(how -> how.way() != Way.PING && !how.callbacks().runsMeanwhile());
    }

    @ParameterizedTest
    @MethodSource("waitingToSend")
    void everyKindOfSendFailsWhenTheContainerIsClosed(Sending how) throws Exception {
        assertThatItFails(how.callbacks(), how.way(), End.CONTAINER_CLOSE);
    }

    private static void assertThatItFails(Callbacks given, Way way, End end) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(notReading());
                Client client = client(given);
                Callbacks callbacks = given) {
            BlockingQueue<Object> result = new LinkedBlockingQueue<>();
            BlockingQueue<Thread> caller = new LinkedBlockingQueue<>();
            BrowserSession session = send(client, callbacks, peer, way, LARGE, caller, result);
            Eventually.holds(() -> session.getBufferedAmount() > 0, () -> "nothing is being sent");
            PeerConnection connection = peer.connection();
            end.make(client, session, connection, caller.take());
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
            connection.cue();
        }
    }

    /** Opens a session, sends on the caller's thread, and returns the session. */
    private static BrowserSession send(
            Client client,
            Callbacks callbacks,
            ScriptedPeer peer,
            Way way,
            int size,
            BlockingQueue<Thread> caller,
            BlockingQueue<Object> result)
            throws InterruptedException {
        BlockingQueue<BrowserSession> opened = new LinkedBlockingQueue<>();
        callbacks.call(() -> {
            BrowserSession session = client.open(peer.uri());
            caller.add(Thread.currentThread());
            opened.add(session);
            try {
                way.send.send(session, size);
                result.add("sent");
            } catch (Exception e) {
                result.add(e);
            }
            Thread.interrupted();
        });
        return opened.poll(SECONDS, TimeUnit.SECONDS);
    }

    /** The peer does not read, so it ends when the time for sending is over. */
    @ParameterizedTest
    @MethodSource("executors")
    void aFutureOfASendEndsWithItsTimeout(Callbacks given) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(notReading());
                Client client = client(given);
                Callbacks callbacks = given) {
            BlockingQueue<Object> result = new LinkedBlockingQueue<>();
            callbacks.call(() -> {
                BrowserSession session = client.open(peer.uri());
                session.getAsyncRemote().setSendTimeout(200);
                var remote = session.getAsyncRemote();
                remote.setSendTimeout(200);
                try {
                    result.add(remote.sendBinary(ByteBuffer.allocate(LARGE)).get());
                } catch (InterruptedException | ExecutionException e) {
                    result.add(e);
                }
            });
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            peer.connection().cue();
        }
    }

    @ParameterizedTest
    @MethodSource("runningMeanwhile")
    void theEndOfASessionIsToldWhetherThePeerAnswersOrNot(Callbacks given) throws Exception {
        try (ScriptedPeer answering = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ScriptedPeer silent = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer());
                Client client = client(given);
                Callbacks callbacks = given) {
            BlockingQueue<Object> result = new LinkedBlockingQueue<>();
            callbacks.call(() -> {
                for (ScriptedPeer peer : new ScriptedPeer[] {answering, silent}) {
                    BrowserSession session = client.open(peer.uri());
                    session.close();
                    try {
                        CloseEvent event =
                                session.closed().toCompletableFuture().get();
                        result.add(event.code());
                    } catch (InterruptedException | ExecutionException e) {
                        result.add(e);
                    }
                }
            });
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(1000);
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(1006);
        }
    }

    /** A session whose peer does not answer, an attempt, and a connection that waits to be made again. */
    @ParameterizedTest
    @MethodSource("executors")
    void closingTheContainerReturnsWhateverIsOpen(Callbacks given) throws Exception {
        ReconnectStrategy late = context -> Optional.of(Duration.ofHours(1));
        try (ScriptedPeer silent = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer());
                ScriptedPeer notAccepting = ScriptedPeer.plain(Scripts.neverAccept());
                ScriptedPeer restarting = ScriptedPeer.plain(Scripts.close(1012, "restart"));
                Client client = client(given).with("adieu.reconnect", late);
                Callbacks callbacks = given) {
            CountDownLatch returned = new CountDownLatch(1);
            callbacks.call(() -> {
                client.open(silent.uri());
                client.open(restarting.uri());
                client.begin(notAccepting.uri());
                notAccepting.connection().request();
                client.container().close();
                returned.countDown();
            });
            assertThat(returned.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("runningMeanwhile")
    void aReconnectionThatIsStoppedTellsItsEnd(Callbacks given) throws Exception {
        ReconnectStrategy late = context -> Optional.of(Duration.ofHours(1));
        try (ScriptedPeer peer = ScriptedPeer.plain(reading());
                Client client = client(given).with("adieu.reconnect", late);
                Callbacks callbacks = given) {
            BlockingQueue<Object> result = new LinkedBlockingQueue<>();
            callbacks.call(() -> {
                BrowserSession session = client.open(peer.uri());
                Reconnection reconnection = session.getReconnection().orElseThrow();
                reconnection.stop();
                session.close();
                try {
                    result.add(reconnection.ended().toCompletableFuture().get().code());
                } catch (InterruptedException | ExecutionException e) {
                    result.add(e);
                }
            });
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }
}
