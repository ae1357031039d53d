package dev.adieu.websocket.impl.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callbacks that block, throw, close or wait stop no other session, lose no event and lock nothing up. */
@ExtendWith(NothingStaysBehind.class)
class CallbacksTest {

    /** The callback that misbehaves, and how a peer brings it about. */
    enum Callback {
        ON_OPEN(Scripts.acceptAndAnswerClose()) {
            @Override
            void does(RecordingEndpoint endpoint, Consumer<BrowserSession> action) {
                endpoint.onOpen(action);
            }
        },
        ON_MESSAGE(c -> {
            c.accept(Frame.text("message"));
            c.answerClose();
            c.fin();
        }) {
            @Override
            void does(RecordingEndpoint endpoint, Consumer<BrowserSession> action) {
                endpoint.onText((session, text) -> action.accept(session));
            }
        },
        ON_ERROR(c -> {
            c.accept(Frame.text("masked").masked());
            c.awaitClose();
        }) {
            @Override
            void does(RecordingEndpoint endpoint, Consumer<BrowserSession> action) {
                endpoint.onError(action);
            }
        },
        ON_CLOSE(c -> {
            c.accept(Frame.close(3000, "theirs"));
            c.awaitClose();
            c.fin();
        }) {
            @Override
            void does(RecordingEndpoint endpoint, Consumer<BrowserSession> action) {
                endpoint.onClose(action);
            }
        };

        final Script script;

        Callback(Script script) {
            this.script = script;
        }

        abstract void does(RecordingEndpoint endpoint, Consumer<BrowserSession> action);
    }

    private final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();

    @AfterEach
    void close() {
        container.close();
    }

    private static CloseEvent ended(BrowserSession session) throws Exception {
        return Client.closed(session);
    }

    /** Asserts the expected events: each once, the close last. */
    private static void assertHeardAsUsual(RecordingEndpoint endpoint) {
        List<String> heard = endpoint.heard();
        assertThat(heard).startsWith("open");
        assertThat(heard.get(heard.size() - 1)).startsWith("close ");
        assertThat(heard.stream().filter(event -> event.startsWith("close "))).hasSize(1);
        assertThat(heard.stream().filter("open"::equals)).hasSize(1);
    }

    private void echoes(URI echo, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            CountDownLatch echoed = new CountDownLatch(1);
            BrowserSession other = (BrowserSession) container.connectToServer(
                    new RecordingEndpoint().onText((session, text) -> echoed.countDown()), null, echo);
            other.getBasicRemote().sendText("echo");
            assertThat(echoed.await(20, TimeUnit.SECONDS)).isTrue();
            other.close();
            assertThat(ended(other).wasClean()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackThatBlocksStopsNoOtherSession(Callback callback) throws Exception {
        CountDownLatch entered = new CountDownLatch(8);
        CountDownLatch released = new CountDownLatch(1);
        try (ScriptedPeer peer = ScriptedPeer.plain(callback.script);
                ScriptedPeer echo = ScriptedPeer.plain(Scripts.echo())) {
            List<RecordingEndpoint> endpoints = new ArrayList<>();
            List<ConnectionAttempt> attempts = new ArrayList<>();
            // More than there are event loops and processors.
            for (int i = 0; i < 8; i++) {
                RecordingEndpoint endpoint = new RecordingEndpoint();
                callback.does(endpoint, session -> {
                    entered.countDown();
                    await(released);
                });
                endpoints.add(endpoint);
                attempts.add(container.connect(endpoint, null, peer.uri()));
            }
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            echoes(echo.uri(), 10);

            released.countDown();
            for (ConnectionAttempt attempt : attempts) {
                attempt.session()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .close();
                attempt.closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
            }
            endpoints.forEach(CallbacksTest::assertHeardAsUsual);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackThatThrowsLosesNoEvent(Callback callback) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(callback.script)) {
            for (Throwable thrown :
                    List.of(new IllegalStateException("on purpose"), new StackOverflowError("on purpose"))) {
                RecordingEndpoint endpoint = new RecordingEndpoint();
                CountDownLatch called = new CountDownLatch(1);
                callback.does(endpoint, session -> {
                    called.countDown();
                    CallbacksTest.<RuntimeException>sneak(thrown);
                });
                BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
                assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
                session.close(3000, "theirs");
                ended(session);
                assertThat(endpoint.heard()).startsWith("open");
                assertThat(endpoint.heard().stream().filter(event -> event.startsWith("close ")))
                        .hasSize(1);
                assertThat(session.isOpen()).isFalse();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackThatClosesHearsOneCloseEvent(Callback callback) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(callback.script)) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            AtomicInteger calls = new AtomicInteger();
            callback.does(endpoint, session -> {
                session.close(3000, "from the callback");
                session.close();
                calls.incrementAndGet();
            });
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
            ended(session);
            assertThat(calls).hasValue(1);
            assertHeardAsUsual(endpoint);
            peer.connection().awaitClientEnd();
            assertThat(peer.connection().frames().stream().filter(ClientFrame::isClose))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ON_OPEN", "ON_MESSAGE"})
    void aCallbackMayWaitForASendOfItsOwnSession(Callback callback) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(callback.script)) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            CountDownLatch sent = new CountDownLatch(3);
            callback.does(endpoint, session -> {
                try {
                    session.getBasicRemote().sendText("basic");
                    sent.countDown();
                    session.getAsyncRemote().sendText("future").get(10, TimeUnit.SECONDS);
                    sent.countDown();
                    CountDownLatch handled = new CountDownLatch(1);
                    session.getAsyncRemote().sendText("handler", result -> handled.countDown());
                    if (handled.await(10, TimeUnit.SECONDS)) {
                        sent.countDown();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            session.close();
            assertThat(ended(session).wasClean()).isTrue();
            assertThat(peer.connection().frames())
                    .filteredOn(frame -> frame.opcode() == Opcode.TEXT)
                    .extracting(ClientFrame::text)
                    .containsExactly("basic", "future", "handler");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackMayConnectAndCloseAnotherSessionAndWaitForIt(Callback callback) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(callback.script);
                ScriptedPeer echo = ScriptedPeer.plain(Scripts.echo())) {
            RecordingEndpoint endpoint = new RecordingEndpoint();
            CountDownLatch done = new CountDownLatch(1);
            callback.does(endpoint, session -> {
                try {
                    echoes(echo.uri(), 1);
                    done.countDown();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            session.close(3000, "theirs");
            ended(session);
            assertHeardAsUsual(endpoint);
        }
    }

    @Test
    void onCloseMayCloseTheContainer() throws Exception {
        BrowserWebSocketContainer own = BrowserWebSocketContainer.create();
        try (ScriptedPeer peer = ScriptedPeer.plain(Callback.ON_CLOSE.script)) {
            RecordingEndpoint endpoint = new RecordingEndpoint().onClose(session -> own.close());
            ended((BrowserSession) own.connectToServer(endpoint, null, peer.uri()));
            own.close();
            assertHeardAsUsual(endpoint);
        }
    }

    @Test
    void whatWaitsForClosedMayCloseTheContainer() throws Exception {
        BrowserWebSocketContainer own = BrowserWebSocketContainer.create();
        try (ScriptedPeer peer = ScriptedPeer.plain(Callback.ON_CLOSE.script)) {
            CountDownLatch done = new CountDownLatch(1);
            own.connect(new RecordingEndpoint(), null, peer.uri()).closed().thenRun(() -> {
                own.close();
                done.countDown();
            });
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void pendingSendsHaveFailedWhenOnCloseRuns() throws Exception {
        container.getProperties().put("adieu.closing-timeout", 50);
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(32 * 1024, false, c -> {
            c.accept();
            c.stopReading();
        })) {
            List<Future<Void>> sends = new ArrayList<>();
            AtomicInteger pending = new AtomicInteger(-1);
            RecordingEndpoint endpoint = new RecordingEndpoint()
                    .onClose(session -> pending.set(
                            (int) sends.stream().filter(send -> !send.isDone()).count()));
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
            for (int i = 0; i < 500; i++) {
                sends.add(session.getAsyncRemote().sendBinary(ByteBuffer.allocate(32 * 1024)));
            }
            session.close();
            ended(session);
            assertThat(pending).hasValue(0);
        }
    }
}
