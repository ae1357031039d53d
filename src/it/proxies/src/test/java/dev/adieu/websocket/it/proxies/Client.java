package dev.adieu.websocket.it.proxies;

import dev.adieu.websocket.AdieuSettings;
import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Adieu, as applications use it, with an endpoint that keeps the messages. */
final class Client implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    Client() {
        container.getProperties().put(AdieuSettings.SSL_CONTEXT, Certificates.LOCALHOST.trusting());
    }

    /** Goes through a proxy. */
    Client through(String proxy) {
        container.getProperties().put(AdieuSettings.PROXY, proxy);
        return this;
    }

    private final class Listener extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) messages::add);
        }
    }

    BrowserSession open(URI uri) throws DeploymentException, IOException {
        return (BrowserSession) container.connectToServer(new Listener(), null, uri);
    }

    /** Connects in vain, and returns the messages of what is thrown and of its causes. */
    String refused(URI uri) {
        try {
            open(uri);
        } catch (DeploymentException | IOException e) {
            StringBuilder story = new StringBuilder();
            for (Throwable t = e; t != null; t = t.getCause()) {
                story.append(t).append('\n');
            }
            return story.toString();
        }
        throw new AssertionError("it connected to " + uri);
    }

    /** Sends a text, and returns what comes back. */
    String echo(BrowserSession session, String text) throws IOException, InterruptedException {
        session.getBasicRemote().sendText(text);
        return messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static CloseEvent closed(BrowserSession session) throws Exception {
        return session.closed().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        container.close();
    }
}
