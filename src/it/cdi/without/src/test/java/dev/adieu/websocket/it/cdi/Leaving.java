package dev.adieu.websocket.it.cdi;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.ReconnectBy;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.Reconnection;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

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

    /** Waits for an hour before it connects again. */
    public static class Patient implements ReconnectStrategy {

        @Override
        public Optional<Duration> delay(ReconnectContext context) {
            return Optional.of(Duration.ofHours(1));
        }
    }

    /** Is connected again, but not before long. */
    @ClientEndpoint
    @ReconnectBy(Patient.class)
    public static class Waiting {}

    /** Blocks when it receives something. */
    @ClientEndpoint
    public static class Blocking {

        @OnMessage
        public void message(Session session, String text) throws IOException, InterruptedException {
            session.getBasicRemote().sendText("last words");
            NEVER.await();
        }
    }

    /** Is never called but for what runs on the thread that connects it. */
    @ClientEndpoint
    public static class Unheard {

        @OnOpen
        public void open(Session session) {
            session.getAsyncRemote().sendText("last words");
        }
    }

    private Leaving() {}

    /** The first argument is how it ends, the others are servers. */
    public static void main(String[] arguments) throws Exception {
        Class<?> endpoint = switch (arguments[0]) {
            case "at once" -> Client.class;
            case "in a callback" -> Exiting.class;
            case "when told" -> Blocking.class;
            case "while it waits to connect again" -> Waiting.class;
            case "while its executor runs nothing", "when told while its executor runs nothing" -> Unheard.class;
            default -> throw new IllegalArgumentException("it cannot end " + arguments[0]);
        };
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        if (endpoint == Unheard.class) {
            Executor runsNothing = task -> {};
            ((BrowserWebSocketContainer) container).getProperties().put("adieu.executor", runsNothing);
        }
        for (int i = 1; i < arguments.length; i++) {
            Session session = container.connectToServer(endpoint, URI.create(arguments[i]));
            if (endpoint == Waiting.class) {
                exitWhileItWaits(((BrowserSession) session).getReconnection().orElseThrow());
            }
        }
        if (arguments[0].equals("while its executor runs nothing")) {
            System.exit(5);
        }
        if (endpoint != Client.class) {
            NEVER.await();
        }
    }

    private static void exitWhileItWaits(Reconnection reconnection) {
        reconnection.ended().thenAccept(last -> System.out.println("stopped after " + last.code()));
        while (reconnection.getNextTry().isEmpty()) {
            Thread.onSpinWait();
        }
        System.exit(4);
    }
}
