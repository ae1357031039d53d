package dev.adieu.websocket.it.consumers;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The application in a bundle of its own: a standard endpoint, which imports nothing but the API. */
@ClientEndpoint
public class OsgiClient {

    private static final CompletableFuture<String> TOLD = new CompletableFuture<>();

    private String heard;

    @OnMessage
    public void message(Session session, String text) throws IOException {
        heard = text;
        session.close(new CloseReason(() -> 3000, "done"));
    }

    @OnClose
    public void closed(CloseReason reason) {
        TOLD.complete(heard + " " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }

    /** Returns what the server said, and how the connection was closed. */
    public static String talk(URI server) throws Exception {
        ContainerProvider.getWebSocketContainer().connectToServer(OsgiClient.class, server);
        return TOLD.get(20, TimeUnit.SECONDS);
    }
}
