package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method that waits, on a thread of every kind of executor, comes back. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class WaitingTest {

    private static final int SECONDS = 15;

    /** An executor that callbacks are given to, and the thread that calls the method. */
    private abstract static class Callbacks implements Executor, AutoCloseable {

        private final String name;

        Callbacks(String name) {
            this.name = name;
        }

        /** Runs the method that waits. */
        void call(Runnable method) {
            Thread caller = new Thread(method, "caller");
            caller.setDaemon(true);
            caller.start();
        }

        /** Runs at last what has not run, so that nothing stays behind. */
        @Override
        public void close() {}

        @Override
        public String toString() {
            return name;
        }
    }

    private static Callbacks of(String name, Executor executor) {
        return new Callbacks(name) {
            @Override
            public void execute(Runnable task) {
                executor.execute(task);
            }
        };
    }

    /** Has one thread, which the caller is. */
    private static Callbacks saturated() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        return new Callbacks("saturated by the caller") {
            @Override
            public void execute(Runnable task) {
                one.execute(task);
            }

            @Override
            void call(Runnable method) {
                one.execute(method);
            }

            @Override
            public void close() {
                one.shutdown();
            }
        };
    }

    /** Takes tasks and does not run them. */
    private static Callbacks neverRunning() {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        return new Callbacks("never running") {
            private volatile boolean over;

            @Override
            public void execute(Runnable task) {
                tasks.add(task);
                if (over) {
                    close();
                }
            }

            @Override
            public void close() {
                over = true;
                new Thread(() -> {
                            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                                task.run();
                            }
                        })
                        .start();
            }
        };
    }

    private static Callbacks pool(String name, ExecutorService pool) {
        return new Callbacks(name) {
            @Override
            public void execute(Runnable task) {
                pool.execute(task);
            }

            @Override
            void call(Runnable method) {
                pool.execute(method);
            }

            @Override
            public void close() {
                pool.shutdown();
            }
        };
    }

    /** Returns callbacks on virtual threads, if the JDK has them. */
    private static Stream<Callbacks> virtual() {
        try {
            Method threads = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            return Stream.of(pool("virtual threads", (ExecutorService) threads.invoke(null)));
        } catch (NoSuchMethodException olderJdk) {
            return Stream.empty();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Callbacks> executors() {
        return Stream.concat(
                Stream.of(
                        saturated(),
                        neverRunning(),
                        of("rejecting", task -> {
                            throw new RejectedExecutionException("full");
                        }),
                        of("throwing an exception", task -> {
                            throw new IllegalStateException("stopped");
                        }),
                        of("throwing an error", task -> {
                            throw new NoClassDefFoundError("of an application that was undeployed");
                        }),
                        of("running and throwing", task -> {
                            new Thread(task).start();
                            throw new IllegalStateException("it was interrupted meanwhile");
                        }),
                        of("direct", Runnable::run),
                        pool("a pool", Executors.newCachedThreadPool())),
                virtual());
    }

    /** Ways to end a wait. */
    private enum Outcome {
        SUCCESS,
        REFUSAL,
        TIME_OUT,
        GIVING_UP,
        CONTAINER_CLOSE
    }

    static Stream<Arguments> connecting() {
        return Arrays.stream(Outcome.values())
                .flatMap(outcome -> executors().map(callbacks -> new Arguments(callbacks, outcome)));
    }

    private record Arguments(Callbacks callbacks, Outcome outcome) {
        @Override
        public String toString() {
            return callbacks + ", " + outcome;
        }
    }

    private static final class Opening extends Endpoint {

        private final CountDownLatch opened = new CountDownLatch(1);

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            opened.countDown();
        }
    }

    /** Returns a configuration with a configurator, which needs a thread of the executor unless the caller runs it. */
    private static ClientEndpointConfig withConfigurator() {
        return ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("X-Header", new ArrayList<>(List.of("value")));
                    }
                })
                .build();
    }

    @ParameterizedTest
    @MethodSource("connecting")
    void connectToServerReturns(Arguments how) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(
                        switch (how.outcome()) {
                            case SUCCESS -> Scripts.acceptAndAnswerClose();
                            case REFUSAL ->
                                c -> {
                                    c.request();
                                    c.send(Response.status(403, "Forbidden"));
                                };
                            default -> Scripts.neverAccept();
                        });
                Client client = new Client()
                        .impatient()
                        .with("adieu.executor", how.callbacks())
                        .with("adieu.connect-timeout", how.outcome() == Outcome.TIME_OUT ? 300 : 60_000);
                Callbacks callbacks = how.callbacks()) {
            BlockingQueue<Object> result = new LinkedBlockingQueue<>();
            BlockingQueue<Thread> caller = new LinkedBlockingQueue<>();
            callbacks.call(() -> {
                caller.add(Thread.currentThread());
                try {
                    result.add(client.container().connectToServer(new Opening(), withConfigurator(), peer.uri()));
                } catch (DeploymentException | IOException | RuntimeException e) {
                    result.add(e);
                }
                Thread.interrupted();
            });
            if (how.outcome() == Outcome.GIVING_UP) {
                peer.connection().request();
                caller.take().interrupt();
            } else if (how.outcome() == Outcome.CONTAINER_CLOSE) {
                peer.connection().request();
                client.container().close();
            }
            Object end = result.poll(SECONDS, TimeUnit.SECONDS);
            switch (how.outcome()) {
                case SUCCESS -> assertThat(end).isInstanceOf(BrowserSession.class);
                case REFUSAL -> assertThat(end).isInstanceOf(DeploymentException.class);
                case GIVING_UP -> assertThat(end).isInstanceOf(InterruptedIOException.class);
                case TIME_OUT ->
                    assertThat(end)
                            .isInstanceOfSatisfying(
                                    IOException.class,
                                    e -> assertThat(e).hasMessageContaining("adieu.connect-timeout"));
                case CONTAINER_CLOSE -> assertThat(end).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("executors")
    void anAttemptThatFailsTellsItsStages(Callbacks given) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.neverAccept());
                Client client = new Client().impatient().with("adieu.executor", given);
                Callbacks callbacks = given) {
            CountDownLatch told = new CountDownLatch(2);
            callbacks.call(() -> {
                ConnectionAttempt attempt = client.begin(peer.uri());
                attempt.session().whenComplete((session, failure) -> told.countDown());
                attempt.closed().whenComplete((event, failure) -> told.countDown());
                attempt.close();
                try {
                    attempt.closed().toCompletableFuture().get();
                } catch (InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(told.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("executors")
    void aBlockingSendReturns(Callbacks given) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().impatient().with("adieu.executor", given);
                Callbacks callbacks = given) {
            BlockingQueue<String> result = new LinkedBlockingQueue<>();
            callbacks.call(() -> {
                try {
                    Session session = client.open(peer.uri());
                    session.getBasicRemote().sendBinary(ByteBuffer.allocate(10 << 20));
                    session.getAsyncRemote().sendText("last").get();
                    result.add("sent");
                } catch (IOException | InterruptedException | ExecutionException e) {
                    result.add("failed: " + e);
                }
            });
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("sent");
        }
    }

    /** The other end does not read, so it waits until the closing timeout is over. */
    @ParameterizedTest
    @MethodSource("executors")
    void aBlockingSendFailsWhenTheContainerIsClosed(Callbacks given) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    c.awaitCue();
                });
                Client client = new Client().impatient().with("adieu.executor", given);
                Callbacks callbacks = given) {
            BlockingQueue<String> result = new LinkedBlockingQueue<>();
            BlockingQueue<BrowserSession> opened = new LinkedBlockingQueue<>();
            callbacks.call(() -> {
                BrowserSession session = client.open(peer.uri());
                opened.add(session);
                try {
                    session.getBasicRemote().sendBinary(ByteBuffer.allocate(64 << 20));
                    result.add("sent");
                } catch (IOException e) {
                    result.add("failed");
                }
            });
            BrowserSession session = opened.poll(SECONDS, TimeUnit.SECONDS);
            Eventually.holds(() -> session.getBufferedAmount() > 0, () -> "nothing is being sent");
            client.container().close();
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("failed");
            peer.connection().cue();
        }
    }

    @ParameterizedTest
    @MethodSource("executors")
    void closingTheContainerReturns(Callbacks given) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer());
                Client client = new Client().impatient().with("adieu.executor", given);
                Callbacks callbacks = given) {
            CountDownLatch returned = new CountDownLatch(1);
            callbacks.call(() -> {
                client.open(peer.uri());
                client.container().close();
                returned.countDown();
            });
            assertThat(returned.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
