package dev.adieu.websocket.it.cdi;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnMessage;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An application with classes of its own that starts, talks to a server, and ends with its session open. */
public class Deployed implements Callable<Void> {

    private final URI server;

    public Deployed(URI server) {
        this.server = server;
    }

    @ApplicationScoped
    public static class Inbox {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        public void add(String message) {
            messages.add(message);
        }

        public String next() throws InterruptedException {
            return messages.poll(10, TimeUnit.SECONDS);
        }
    }

    @ClientEndpoint
    public static class Client {
        @Inject
        private Inbox inbox;

        @OnMessage
        public void text(String text) {
            inbox.add(text);
        }
    }

    @ApplicationScoped
    public static class Strategy implements CloseCodeStrategy {
        @Override
        public CloseReason choose(CloseContext context) {
            return new CloseReason(() -> 4567, context.cause().name());
        }
    }

    @Override
    public Void call() throws Exception {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .addBeanClasses(Inbox.class, Client.class, Strategy.class)
                .initialize()) {
            container
                    .select(WebSocketContainer.class)
                    .get()
                    .connectToServer(Client.class, server)
                    .getBasicRemote()
                    .sendText("hello");
            String answer = container.select(Inbox.class).get().next();
            if (!"hello".equals(answer)) {
                throw new IllegalStateException("the server answered " + answer);
            }
        }
        return null;
    }
}
