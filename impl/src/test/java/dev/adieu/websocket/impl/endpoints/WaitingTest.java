package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connecting, on a thread of every kind of executor, ends in every way. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class WaitingTest {

    private static final int SECONDS = 15;

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
                .flatMap(outcome -> Callbacks.ofEveryKind().map(callbacks -> new Arguments(callbacks, outcome)));
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

    private static Script script(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> Scripts.acceptAndAnswerClose();
            case REFUSAL ->
                c -> {
                    c.request();
                    c.send(Response.status(403, "Forbidden"));
                };
            default -> Scripts.neverAccept();
        };
    }

    private static Client client(Arguments how) {
        return new Client()
                .impatient()
                .with("adieu.executor", how.callbacks())
                .with("adieu.connect-timeout", how.outcome() == Outcome.TIME_OUT ? 300 : 60_000);
    }

    @ParameterizedTest
    @MethodSource("connecting")
    void connectToServerReturns(Arguments how) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(script(how.outcome()));
                Client client = client(how);
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

    /** An attempt succeeds when {@code onOpen} has run, which needs a thread of the executor: no thread waits here. */
    static Stream<Arguments> beginning() {
        return connecting()
                .filter(how ->
                        how.outcome() != Outcome.SUCCESS || how.callbacks().runsMeanwhile());
    }

    @ParameterizedTest
    @MethodSource("beginning")
    void theStagesOfAnAttemptComplete(Arguments how) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(script(how.outcome()));
                Client client = client(how);
                Callbacks callbacks = how.callbacks()) {
            BlockingQueue<ConnectionAttempt> begun = new LinkedBlockingQueue<>();
            BlockingQueue<Object> result = new LinkedBlockingQueue<>();
            callbacks.call(() -> {
                try {
                    ConnectionAttempt attempt = client.begin(peer.uri());
                    begun.add(attempt);
                    result.add(attempt.session().toCompletableFuture().get());
                } catch (ExecutionException e) {
                    result.add(e.getCause());
                } catch (InterruptedException e) {
                    result.add(e);
                }
            });
            ConnectionAttempt attempt = begun.poll(SECONDS, TimeUnit.SECONDS);
            if (how.outcome() == Outcome.GIVING_UP) {
                peer.connection().request();
                attempt.close();
            } else if (how.outcome() == Outcome.CONTAINER_CLOSE) {
                peer.connection().request();
                client.container().close();
            }
            assertThat(result.poll(SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(how.outcome() == Outcome.SUCCESS ? BrowserSession.class : Exception.class);
            if (how.outcome() != Outcome.SUCCESS) {
                assertThat(Client.closed(attempt).code()).isEqualTo(1006);
            }
        }
    }
}
