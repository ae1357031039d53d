package dev.adieu.websocket.impl.client;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.impl.provider.AdieuContainer;
import dev.adieu.websocket.impl.provider.Containers;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A container, closed with the test that made it, and a listener that is connected through it. */
public final class Client implements AutoCloseable {

    private final AdieuContainer container;
    private final Listener listener = new Listener();
    private ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();

    public Client() {
        this(HostLookup.PLATFORM);
    }

    public Client(HostLookup lookup) {
        container = Containers.lookingUpWith(lookup);
        // Most peers of these tests do not end TCP.
        with("adieu.tcp-close-timeout", 100);
    }

    /** Returns a client for which every name is one of this host. */
    public static Client findingEveryNameHere() {
        return new Client(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})));
    }

    /** For peers that do not answer Close. */
    public Client impatient() {
        return with("adieu.closing-timeout", 200);
    }

    /** Adds a setting of the container. */
    public Client with(String key, Object value) {
        container.getProperties().put(key, value);
        return this;
    }

    public Client with(ClientEndpointConfig other) {
        config = other;
        return this;
    }

    public AdieuContainer container() {
        return container;
    }

    public Listener listener() {
        return listener;
    }

    public BrowserSession open(URI uri) {
        try {
            return (BrowserSession) container.connectToServer(listener, config, uri);
        } catch (DeploymentException | IOException e) {
            throw new AssertionError("no connection: " + story(e), e);
        }
    }

    public ConnectionAttempt begin(URI uri) {
        try {
            return container.connect(listener, config, uri);
        } catch (DeploymentException e) {
            throw new AssertionError(e);
        }
    }

    /** Connects in vain, and gives what is thrown. */
    public Exception refused(URI uri) {
        try {
            container.connectToServer(listener, config, uri);
        } catch (DeploymentException | IOException e) {
            return e;
        }
        throw new AssertionError("it connected to " + uri);
    }

    /** Returns the messages of a failure and of all its causes. */
    public static String story(Throwable failure) {
        StringBuilder story = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            story.append(t.getClass().getSimpleName())
                    .append(": ")
                    .append(t.getMessage())
                    .append('\n');
        }
        return story.toString();
    }

    public static CloseEvent closed(ConnectionAttempt attempt) {
        return get(attempt.closed().toCompletableFuture());
    }

    public static CloseEvent closed(BrowserSession session) {
        return get(session.closed().toCompletableFuture());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a configuration with these user properties. */
    public static ClientEndpointConfig properties(Map<String, Object> properties) {
        ClientEndpointConfig made = ClientEndpointConfig.Builder.create().build();
        made.getUserProperties().putAll(properties);
        return made;
    }

    @Override
    public void close() {
        container.close();
    }
}
