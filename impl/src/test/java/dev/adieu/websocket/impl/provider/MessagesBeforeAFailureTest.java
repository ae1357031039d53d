package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessagesBeforeAFailureTest {

    @ClientEndpoint
    public static class Listener {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @OnOpen
        public void open() {
            heard.add("open");
        }

        @OnMessage
        public void text(String text) {
            heard.add(text);
        }

        @OnError
        public void error(Throwable failure) {
            heard.add("error");
        }

        @OnClose
        public void close(CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    @Test
    void messagesThatCameBeforeThePeerBrokeARuleAreDeliveredBeforeTheError() throws Exception {
        Listener listener = new Listener();
        try (ScriptedPeer peer = ScriptedPeer.plain(connection -> {
                    connection.accept(Frame.text("one"), Frame.text("two"), Frame.text("three"), Frame.of(3));
                });
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            BrowserSession session = (BrowserSession) container.connectToServer(listener, peer.uri());
            session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1002);
        }
        assertThat(listener.heard).containsExactly("open", "one", "two", "three", "error", "close 1006");
    }
}
