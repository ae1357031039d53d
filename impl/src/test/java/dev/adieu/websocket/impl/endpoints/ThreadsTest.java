package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The threads of callbacks: those up to {@code onOpen} run on the thread that waits in {@code connectToServer}, if any.
 */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ThreadsTest {

    private static Script sending(Wire... frames) {
        return c -> {
            c.accept(frames);
            c.answerClose();
            c.fin();
        };
    }

    /** Notes the thread and the context class loader of everything that is called. */
    private static final class Noting extends Endpoint {

        private final Heard heard = new Heard();
        private final Map<String, String> threads = new ConcurrentHashMap<>();
        private final Map<String, Integer> loaders = new ConcurrentHashMap<>();

        private void note(String callback) {
            threads.put(callback, Thread.currentThread().getName());
            loaders.put(callback, System.identityHashCode(Thread.currentThread().getContextClassLoader()));
            heard.add(callback);
        }

        private ClientEndpointConfig config() {
            return ClientEndpointConfig.Builder.create()
                    .configurator(new ClientEndpointConfig.Configurator() {
                        @Override
                        public void beforeRequest(Map<String, List<String>> headers) {
                            note("beforeRequest");
                        }

                        @Override
                        public void afterResponse(HandshakeResponse response) {
                            note("afterResponse");
                        }
                    })
                    .build();
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            note("onOpen");
            session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> note("pong"));
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                note("text");
                session.getAsyncRemote().sendText("answer", result -> note("result"));
                throw new IllegalStateException("to be heard");
            });
        }

        @Override
        public void onError(Session session, Throwable failure) {
            note("onError");
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            note("onClose");
        }
    }

    private static final Set<String> UP_TO_ON_OPEN = Set.of("beforeRequest", "afterResponse", "onOpen");

    private static void assertThatTheLaterOnesRunOn(String prefix, Noting endpoint) {
        assertThat(endpoint.threads).hasSize(8).allSatisfy((callback, name) -> {
            if (!UP_TO_ON_OPEN.contains(callback)) {
                assertThat(name).as(callback).startsWith(prefix);
            }
        });
    }

    private static Noting play(Client client) throws Exception {
        Noting endpoint = new Noting();
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.pong(""), Frame.text("a")))) {
            BrowserSession session =
                    (BrowserSession) client.container().connectToServer(endpoint, endpoint.config(), peer.uri());
            assertThat(endpoint.heard.next(7))
                    .containsExactlyInAnyOrder(
                            "beforeRequest", "afterResponse", "onOpen", "pong", "text", "onError", "result");
            session.close();
            assertThat(endpoint.heard.next()).isEqualTo("onClose");
            Client.closed(session);
        }
        return endpoint;
    }

    @Test
    void everyCallbackHasTheContextClassLoaderOfTheCallerOfConnect() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[0], before);
                Client client = new Client()) {
            thread.setContextClassLoader(application);
            assertThat(play(client).loaders)
                    .hasSize(8)
                    .allSatisfy((callback, loader) ->
                            assertThat(loader).as(callback).isEqualTo(System.identityHashCode(application)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void noCallbackRunsOnAnIoThread() throws Exception {
        try (Client client = new Client()) {
            assertThatTheLaterOnesRunOn("adieu-callback-", play(client));
        }
    }

    @Test
    void callbacksUpToOnOpenRunOnTheThreadThatWaitsInConnectToServer() throws Exception {
        try (Client client = new Client()) {
            String here = Thread.currentThread().getName();
            Map<String, String> threads = play(client).threads;
            UP_TO_ON_OPEN.forEach(callback -> assertThat(threads).containsEntry(callback, here));
        }
    }

    @Test
    void everyLaterCallbackRunsOnTheExecutorThatWasSet() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(3, task -> new Thread(task, "mine"));
        try (Client client = new Client().with("adieu.executor", executor)) {
            assertThatTheLaterOnesRunOn("mine", play(client));
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void ifNoThreadWaitsOnOpenRunsOnTheExecutorThatWasSet() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(3, task -> new Thread(task, "mine"));
        Noting endpoint = new Noting();
        try (ScriptedPeer peer = ScriptedPeer.plain(sending());
                Client client = new Client().with("adieu.executor", executor)) {
            ConnectionAttempt attempt = client.container().connect(endpoint, endpoint.config(), peer.uri());
            endpoint.heard.next(3);
            UP_TO_ON_OPEN.forEach(callback -> assertThat(endpoint.threads).containsEntry(callback, "mine"));
            attempt.close();
            assertThat(Client.closed(attempt).code()).isEqualTo(1000);
        } finally {
            executor.shutdown();
        }
    }

    /** Tasks that follow must not keep the caller. */
    @Test
    void messagesThatFollowOnOpenDoNotKeepTheThreadThatWaitsInConnectToServer() throws Exception {
        CountDownLatch returned = new CountDownLatch(1);
        CountDownLatch received = new CountDownLatch(1);
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                    awaited(returned);
                    received.countDown();
                });
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text("a")));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, null, peer.uri());
            returned.countDown();
            awaited(received);
        }
    }

    /** A listener that connects itself, under its own lock. */
    private static final class Locked extends Endpoint {

        private final AtomicInteger opened = new AtomicInteger();

        synchronized Session connect(Client client, ScriptedPeer peer) throws Exception {
            return client.container().connectToServer(this, null, peer.uri());
        }

        @Override
        public synchronized void onOpen(Session session, EndpointConfig config) {
            opened.incrementAndGet();
        }
    }

    @Test
    void connectToServerMayHoldALockThatOnOpenTakes() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(sending());
                Client client = new Client()) {
            Locked endpoint = new Locked();
            BrowserSession session = (BrowserSession) endpoint.connect(client, peer);
            assertThat(endpoint.opened).hasValue(1);
            session.close();
            assertThat(Client.closed(session).code()).isEqualTo(1000);
        }
    }

    @Test
    void aCallbackMayConnectAndIsStillACallbackAfterwards() throws Exception {
        BlockingQueue<Long> nanos = new LinkedBlockingQueue<>();
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text("a")));
                Client client = new Client()) {
            Endpoint outer = new Endpoint() {
                @Override
                public void onOpen(Session session, EndpointConfig config) {
                    session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                        try {
                            client.container().connectToServer(new Locked(), null, peer.uri());
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        // Within a callback this does not wait; elsewhere it waits for the end of this callback.
                        long begun = System.nanoTime();
                        client.container().close();
                        nanos.add(System.nanoTime() - begun);
                    });
                }
            };
            client.container().connectToServer(outer, null, peer.uri());
            assertThat(nanos.poll(20, TimeUnit.SECONDS)).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
    }

    @Test
    void aHandshakeThatTheApplicationDoesNotEditWaitsForNoneOfItsThreads() throws Exception {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        try (ScriptedPeer peer = ScriptedPeer.plain(sending());
                Client client = new Client().with("adieu.executor", (Executor) tasks::add)) {
            ConnectionAttempt attempt = client.container().connect(new RecordingEndpoint(), null, peer.uri());
            assertThat(peer.connection().request().header("Upgrade")).contains("websocket");
            attempt.close();
            while (!attempt.closed().toCompletableFuture().isDone()) {
                Runnable task = tasks.poll(10, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
            }
        }
    }

    @Test
    void anExecutorThatWasShutDownDoesNotLoseTheCloseEvent() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Noting endpoint = new Noting();
        try (ScriptedPeer peer = ScriptedPeer.plain(sending());
                Client client = new Client().with("adieu.executor", executor)) {
            BrowserSession session =
                    (BrowserSession) client.container().connectToServer(endpoint, endpoint.config(), peer.uri());
            executor.shutdown();
            assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            session.close();
            assertThat(endpoint.heard.next(4)).containsExactly("beforeRequest", "afterResponse", "onOpen", "onClose");
            assertThat(Client.closed(session).code()).isEqualTo(1000);
        }
    }

    @Test
    void anExecutorThatFailsInItsOwnWayDoesNotEither() throws Exception {
        Executor failing = task -> {
            throw new IllegalStateException("the component is not started");
        };
        try (Client client = new Client().with("adieu.executor", failing)) {
            play(client);
        }
    }

    @Test
    void callbacksOfOneSessionKeepTheirOrderAndNeverOverlap() throws Exception {
        int messages = 2000;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<String> order = new ArrayList<>();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(messages);
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                    if (running.incrementAndGet() > 1) {
                        overlaps.incrementAndGet();
                    }
                    order.add(text);
                    threads.add(Thread.currentThread().getName());
                    Thread.yield();
                    running.decrementAndGet();
                    all.countDown();
                });
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose(c -> {
                    for (int i = 0; i < messages; i++) {
                        c.send(Frame.text("" + i));
                    }
                }));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, null, peer.uri());
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(overlaps).hasValue(0);
            assertThat(order)
                    .hasSize(messages)
                    .isSortedAccordingTo((one, two) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(two)));
        }
    }

    @Test
    void aCallbackThatBlocksStopsNoOtherSession() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Endpoint blocking = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                blocked.countDown();
                awaited(goOn);
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text("a")));
                Client client = new Client()) {
            for (int i = 0; i < 8; i++) {
                client.container().connect(blocking, null, peer.uri());
            }
            awaited(blocked);
            BrowserSession other = client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("a");
            other.close();
            assertThat(Client.closed(other).code()).isEqualTo(1000);
            goOn.countDown();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
