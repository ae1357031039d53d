package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FirstMomentTest {

    @Test
    void aMessageThatIsSentBeforeTheConnectionHasLeftHttpBehindIsAFrame() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        // On the event loop itself, onOpen runs in the middle of the change from HTTP to WebSocket; other executors get
        // there by luck only.
        config.getUserProperties().put("adieu.executor", (Executor) Runnable::run);
        CompletableFuture<Future<Void>> sent = new CompletableFuture<>();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig endpointConfig) {
                sent.complete(session.getAsyncRemote().sendText("first"));
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Session session =
                        ContainerProvider.getWebSocketContainer().connectToServer(endpoint, config, peer.uri())) {
            sent.get(10, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS);
            assertThat(peer.connection().awaitFrame(Opcode.TEXT).text()).isEqualTo("first");
            assertThat(session.isOpen()).isTrue();
        }
    }
}
