package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EchoTest {

    @ClientEndpoint
    public static class Listener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @OnOpen
        public void open(Session session) {
            heard.add("open");
        }

        @OnMessage
        public void text(String text) {
            heard.add(text);
        }

        @OnClose
        public void close(CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }

        String next() throws InterruptedException {
            return heard.poll(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStandardEndpointHearsItsEchoAndThePeersClose() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            Listener listener = new Listener();
            Session session = ContainerProvider.getWebSocketContainer().connectToServer(listener, peer.uri());
            assertThat(listener.next()).isEqualTo("open");
            session.getBasicRemote().sendText("grüße");
            assertThat(listener.next()).isEqualTo("grüße");
            ((BrowserSession) session).close(3000, "bye");
            assertThat(listener.next()).isEqualTo("close 3000 bye");
            CloseEvent event =
                    ((BrowserSession) session).closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(event.wasClean()).isTrue();
            assertThat(session.isOpen()).isFalse();
        }
    }
}
