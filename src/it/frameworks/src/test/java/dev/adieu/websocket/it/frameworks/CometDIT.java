package dev.adieu.websocket.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cometd.client.BayeuxClient;
import org.cometd.client.transport.ClientTransport;
import org.cometd.client.websocket.jakarta.WebSocketTransport;
import org.cometd.common.JacksonJSONContextClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** CometD's Jakarta client on Adieu. */
@ExtendWith(NothingStaysBehind.class)
class CometDIT {

    private final WebSocketContainer container = ContainerProvider.getWebSocketContainer();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void theContainerIsAdieus() {
        assertThat(container.toString()).startsWith("Adieu, loaded from");
        BayeuxServer.ENDS.clear();
    }

    private static ConfigurableApplicationContext serverOn(int port) {
        return SpringApplication.run(
                BayeuxServer.class,
                "--server.port=" + port,
                "--spring.main.banner-mode=off",
                "--server.shutdown=immediate");
    }

    private BayeuxClient client(int port) {
        Map<String, Object> options = new HashMap<>();
        options.put(ClientTransport.JSON_CONTEXT_OPTION, new JacksonJSONContextClient());
        return new BayeuxClient("ws://localhost:" + port + "/cometd", new WebSocketTransport(options, null, container));
    }

    /** Subscribes, publishes, hears it, and disconnects, which ends the socket. */
    private void talk(BayeuxClient client) throws InterruptedException {
        client.getChannel("/news").subscribe((channel, message) -> heard.add(message.getData()));
        client.getChannel("/news").publish("hello");
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(client.disconnect(30_000)).isTrue();
        assertThat(BayeuxServer.ENDS.poll(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void itHandshakesSubscribesPublishesAndDisconnects() throws Exception {
        try (ConfigurableApplicationContext server = serverOn(0)) {
            BayeuxClient client = client(server.getEnvironment().getProperty("local.server.port", Integer.class));
            client.handshake();
            assertThat(client.waitFor(30_000, BayeuxClient.State.CONNECTED)).isTrue();
            talk(client);
        }
    }

    /** It gives the WebSocket up if what it catches is not a {@code ConnectException}. */
    @Test
    void itRetriesWhereNobodyListensYet() throws Exception {
        int port = freePort();
        BayeuxClient client = client(port);
        client.handshake();
        assertThat(client.waitFor(30_000, BayeuxClient.State.REHANDSHAKING)).isTrue();
        try (ConfigurableApplicationContext server = serverOn(port)) {
            assertThat(client.waitFor(30_000, BayeuxClient.State.CONNECTED)).isTrue();
            talk(client);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
