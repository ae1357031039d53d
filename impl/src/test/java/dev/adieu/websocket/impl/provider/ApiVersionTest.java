package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The provider is compiled with one version of the API and runs with an older one too, as the system property
 * {@code test.websocket-api} says.
 */
class ApiVersionTest {

    private static final boolean IS_OLD = "2.1".equals(System.getProperty("test.websocket-api"));

    /** Returns {@code SendResult.getSession()}, which exists since Jakarta WebSocket 2.2. */
    private static Optional<Method> getSession() {
        return Arrays.stream(SendResult.class.getMethods())
                .filter(method -> method.getName().equals("getSession"))
                .findFirst();
    }

    private static Object sessionOf(SendResult result) throws ReflectiveOperationException {
        return IS_OLD ? null : getSession().orElseThrow().invoke(result);
    }

    @Test
    void theApiIsTheOneThatThisRunIsFor() {
        assertThat(getSession().isEmpty()).isEqualTo(IS_OLD);
        String from = Session.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertThat(from).contains(IS_OLD ? "2.1.1" : "2.2.0");
    }

    @Test
    void aHandlerHearsThatItsMessageWasSentAndFromWhichSessionWhereTheApiCanSay() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            CompletableFuture<SendResult> text = new CompletableFuture<>();
            CompletableFuture<SendResult> binary = new CompletableFuture<>();
            session.getAsyncRemote().sendText("grüße", text::complete);
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(5), binary::complete);
            for (CompletableFuture<SendResult> result : Arrays.asList(text, binary)) {
                assertThat(result.get(10, TimeUnit.SECONDS).isOK()).isTrue();
                assertThat(result.get().getException()).isNull();
                assertThat(sessionOf(result.get())).isSameAs(IS_OLD ? null : session);
            }
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("grüße");
            assertThat(client.listener().next()).isEqualTo("5 bytes");
            session.close(3000, "bye");
            assertThat(Client.closed(session).wasClean()).isTrue();
        }
    }

    @Test
    void aHandlerHearsWhyItsObjectWasNotSent() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            session.getAsyncRemote().sendObject(new Thread(), result::complete);
            assertThat(result.get(10, TimeUnit.SECONDS).isOK()).isFalse();
            assertThat(result.get().getException()).hasMessageContaining("Thread");
            assertThat(sessionOf(result.get())).isSameAs(IS_OLD ? null : session);
        }
    }
}
