package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ConnectFailuresTest {

    private static final class Nothing extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            throw new AssertionError("there is no connection");
        }
    }

    @Test
    void aServerWithoutSuchAPathIsADeploymentException() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.request();
            c.send(Response.status(404, "Not Found"));
        })) {
            assertThatThrownBy(() -> ContainerProvider.getWebSocketContainer()
                            .connectToServer(new Nothing(), null, peer.uri("/nowhere")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("404")
                    .isInstanceOf(HandshakeRefusedException.class);
        }
    }

    @Test
    void aPortWithoutAListenerIsAnIoException() throws Exception {
        int port;
        try (ServerSocket freed = new ServerSocket(0)) {
            port = freed.getLocalPort();
        }

        assertThatThrownBy(() -> ContainerProvider.getWebSocketContainer()
                        .connectToServer(new Nothing(), null, URI.create("ws://127.0.0.1:" + port)))
                .isInstanceOf(IOException.class);
    }
}
