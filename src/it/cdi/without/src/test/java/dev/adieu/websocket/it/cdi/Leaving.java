package dev.adieu.websocket.it.cdi;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** A program that connects to each server in its arguments and ends without closing anything. */
public final class Leaving {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /** It hears nothing. */
    @ClientEndpoint
    public static class Client {}

    /** Ends the JVM when it receives something. */
    @ClientEndpoint
    public static class Exiting {

        @OnMessage
        public void message(Session session, String text) throws IOException {
            session.getBasicRemote().sendText("last words");
            System.exit(3);
        }
    }

    /** Blocks when it receives something. */
    @ClientEndpoint
    public static class Blocking {

        @OnMessage
        public void message(Session session, String text) throws IOException, InterruptedException {
            session.getBasicRemote().sendText("last words");
            NEVER.await();
        }
    }

    private Leaving() {}

    /** The first argument is how it ends, the others are servers. */
    public static void main(String[] arguments) throws Exception {
        Class<?> endpoint = switch (arguments[0]) {
            case "at once" -> Client.class;
            case "in a callback" -> Exiting.class;
            case "when told" -> Blocking.class;
            default -> throw new IllegalArgumentException("it cannot end " + arguments[0]);
        };
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        for (int i = 1; i < arguments.length; i++) {
            container.connectToServer(endpoint, URI.create(arguments[i]));
        }
        if (endpoint != Client.class) {
            NEVER.await();
        }
    }
}
