package dev.adieu.websocket.it.cdi;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;

/** A program that connects to each of its arguments and ends without closing anything. */
public final class Leaving {

    @ClientEndpoint
    public static class Client {}

    private Leaving() {}

    public static void main(String[] servers) throws Exception {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        for (String server : servers) {
            container.connectToServer(Client.class, URI.create(server));
        }
    }
}
