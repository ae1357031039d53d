package dev.adieu.websocket.it.servers.application;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client for any provider: sends one text, and waits for the answer. */
@ClientEndpoint
public class EchoClient {

    private static final long PATIENCE_SECONDS = 40;

    private final CompletableFuture<String> answer = new CompletableFuture<>();

    static String echo(WebSocketContainer container, URI uri, String text) throws Exception {
        EchoClient client = new EchoClient();
        try (Session session = container.connectToServer(client, uri)) {
            session.getBasicRemote().sendText(text);
            return client.answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @OnMessage
    public void onMessage(String text) {
        answer.complete(text);
    }
}
