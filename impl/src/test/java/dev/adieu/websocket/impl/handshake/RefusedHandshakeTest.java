package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.HandshakeResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exceptions that a program gets if the server refuses the opening handshake. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class RefusedHandshakeTest {

    private static Script answering(Wire... response) {
        return c -> {
            c.request();
            c.send(response);
        };
    }

    private static HandshakeRefusedException refusal(Client client, URI uri) {
        Exception thrown = client.refused(uri);
        assertThat(thrown).isInstanceOf(HandshakeRefusedException.class);
        return (HandshakeRefusedException) thrown;
    }

    private static String text(HandshakeRefusedException refusal) {
        return new String(refusal.getBody(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized",
        "403, Forbidden",
        "404, Not Found",
        "426, Upgrade Required",
        "429, Too Many Requests",
        "503, Service Unavailable",
        "599, Whatever",
        "200, OK"
    })
    void theStatusHeadersBodyAndAddressAreKnown(int status, String phrase) {
        Response response = Response.status(status, phrase)
                .header("X-Why", "one")
                .header("x-why", "two")
                .body("{\"error\": 7}");
        try (ScriptedPeer peer = ScriptedPeer.plain(answering(response));
                Client client = new Client()) {
            HandshakeRefusedException refusal =
                    refusal(client, URI.create("ws://me:secret@127.0.0.1:" + peer.port() + "/a%20b?token=secret"));
            assertThat(refusal.getStatus()).isEqualTo(status);
            assertThat(refusal.getHeaders().get("X-WHY")).containsExactly("one", "two");
            assertThat(text(refusal)).isEqualTo("{\"error\": 7}");
            assertThat(refusal.getUri()).isEqualTo(URI.create("ws://127.0.0.1:" + peer.port() + "/a%20b?token=secret"));
            assertThat(refusal.getRetryAfter()).isEmpty();
            assertThat(refusal)
                    .hasMessageStartingWith("ws://127.0.0.1:" + peer.port()
                            + "/a%20b answered the opening handshake with " + status + ' ' + phrase)
                    .hasMessageNotContaining("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void theTimeThatTheServerAsksToWaitIsKnown(int status) {
        Response response = Response.status(status, "Later").header("Retry-After", "120");
        try (ScriptedPeer peer = ScriptedPeer.plain(answering(response));
                Client client = new Client()) {
            HandshakeRefusedException refusal = refusal(client, peer.uri());
            assertThat(refusal.getRetryAfter()).contains(Duration.ofSeconds(120));
            assertThat(refusal).hasMessageContaining("it asks to wait for 120 s");
        }
    }

    @Test
    void ofALongBodyTheFirst4KibAreKept() {
        Response response = Response.status(500, "Oops").body("0123456789abcdef".repeat(4096));
        try (ScriptedPeer peer = ScriptedPeer.plain(answering(response));
                Client client = new Client()) {
            assertThat(text(refusal(client, peer.uri()))).isEqualTo("0123456789abcdef".repeat(256));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked", "X-Until: the end"})
    void aBodyThatNeverEndsIsNotWaitedFor(String framing) {
        Wire response = Wire.ascii("HTTP/1.1 403 Forbidden\r\n" + framing + "\r\n\r\n5\r\nhello");
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(response);
                    c.awaitClientEnd();
                });
                Client client = new Client().with("adieu.connect-timeout", 600_000)) {
            assertThat(text(refusal(client, peer.uri()))).endsWith("hello");
        }
    }

    /** As they end in answers of small devices and of scripts. */
    @Test
    void aRefusalWhoseLinesEndWithLineFeedAloneIsRead() {
        Wire response = Wire.ascii(
                "HTTP/1.0 401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"\nContent-Length: 5\n\nhello");
        try (ScriptedPeer peer = ScriptedPeer.plain(answering(response));
                Client client = new Client()) {
            HandshakeRefusedException refusal = refusal(client, peer.uri());
            assertThat(refusal.getStatus()).isEqualTo(401);
            assertThat(refusal.getHeaders()).containsEntry("WWW-Authenticate", List.of("Basic realm=\"r\""));
            assertThat(text(refusal)).isEqualTo("hello");
        }
    }

    @Test
    void whatAServerWroteIsCutAndHasNoControlCharactersInTheMessage() {
        Wire response = Wire.ascii("HTTP/1.1 403 " + "\u001B[31m".repeat(1000) + "\r\n\r\n");
        try (ScriptedPeer peer = ScriptedPeer.plain(answering(response));
                Client client = new Client()) {
            assertThat(refusal(client, peer.uri()).getMessage())
                    .hasSizeLessThan(500)
                    .doesNotContain("\u001B")
                    .contains("403 ?[31m?[31m");
        }
    }

    @Test
    void anEndlessBodyIsNotReadToItsEnd() {
        Script script = c -> {
            c.request();
            c.send(Wire.ascii("HTTP/1.1 403 Forbidden\r\n\r\n"));
            c.sendEndlessly(Wire.ascii("endless ".repeat(1000)));
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            assertThat(refusal(client, peer.uri()).getBody()).hasSizeLessThanOrEqualTo(4096);
            peer.connection().awaitClientEnd();
        }
    }

    @Test
    void a101ThatIsNotValidIsARefusalWithItsHeaders() {
        try (ScriptedPeer peer = ScriptedPeer.plain(
                        c -> c.send(c.accepting().without("Upgrade").header("X-Node", "7")));
                Client client = new Client()) {
            HandshakeRefusedException refusal = refusal(client, peer.uri());
            assertThat(refusal.getStatus()).isEqualTo(101);
            assertThat(refusal.getHeaders()).containsEntry("X-Node", List.of("7"));
        }
    }

    @Test
    void anAttemptThatNobodyWaitsForFailsWithIt() {
        try (ScriptedPeer peer = ScriptedPeer.plain(answering(Response.status(403, "Forbidden")));
                Client client = new Client()) {
            ConnectionAttempt attempt = client.begin(peer.uri());
            CloseEvent event = Client.closed(attempt);
            assertThat(event.failure()).containsInstanceOf(HandshakeRefusedException.class);
            assertThat(attempt.session().toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(HandshakeRefusedException.class);
        }
    }

    @Test
    void anAttemptThatNobodyWaitsForFailsInTheSameWords() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.fin();
                });
                Client client = new Client()) {
            String words = client.refused(peer.uri("/p?token=secret")).getMessage();
            ConnectionAttempt attempt = client.begin(peer.uri("/p?token=secret"));
            assertThat(words)
                    .isEqualTo("no connection to " + peer.uri("/p")
                            + ": the server ended TCP before it answered the opening handshake");
            assertThat(Client.closed(attempt).failure())
                    .get()
                    .satisfies(failure -> assertThat(failure).hasMessage(words));
            assertThat(attempt.session().toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .withMessage(words);
        }
    }

    private static ClientEndpointConfig after(Consumer<HandshakeResponse> hears) {
        return ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void afterResponse(HandshakeResponse response) {
                        hears.accept(response);
                    }
                })
                .build();
    }

    @Test
    void theConfiguratorHearsOfARefusalOnTheThreadThatWaits() {
        Thread waiting = Thread.currentThread();
        ReentrantLock lock = new ReentrantLock();
        AtomicReference<Thread> heardOn = new AtomicReference<>();
        AtomicReference<Map<String, List<String>>> heard = new AtomicReference<>();
        ClientEndpointConfig config = after(response -> {
            lock.lock();
            lock.unlock();
            heardOn.set(Thread.currentThread());
            heard.set(response.getHeaders());
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(
                        answering(Response.status(403, "Forbidden").header("Set-Cookie", "a=1")));
                Client client = new Client().with(config)) {
            lock.lock();
            refusal(client, peer.uri());
            assertThat(heardOn).hasValue(waiting);
            assertThat(heard.get().get("set-cookie")).containsExactly("a=1");
        }
    }

    @Test
    void theConfiguratorHearsOfARefusalThatNobodyWaitsForAlthoughTheExecutorRunsNothing() {
        AtomicReference<Map<String, List<String>>> heard = new AtomicReference<>();
        try (ScriptedPeer peer = ScriptedPeer.plain(answering(Response.status(403, "Forbidden")));
                Client client = new Client()
                        .with(after(response -> heard.set(response.getHeaders())))
                        .with("adieu.executor", (Executor) task -> {})) {
            Client.closed(client.begin(peer.uri()));
            assertThat(heard.get()).containsKey("Content-Length");
        }
    }

    @Test
    void aConfiguratorThatThrowsChangesNothing() {
        try (ScriptedPeer peer = ScriptedPeer.plain(answering(Response.status(403, "Forbidden")));
                Client client = new Client().with(after(response -> {
                    throw new IllegalStateException("thrown by the configurator of this test");
                }))) {
            assertThat(refusal(client, peer.uri()).getStatus()).isEqualTo(403);
        }
    }
}
