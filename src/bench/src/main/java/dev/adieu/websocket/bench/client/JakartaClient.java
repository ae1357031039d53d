package dev.adieu.websocket.bench.client;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Whatever provider of Jakarta WebSocket is on the class path. */
final class JakartaClient implements Client {

    private static final int MAX_MESSAGE = 1 << 20;
    /** Tomcat takes one send at a time, and throws if there is another one; the others queue them. */
    private static final String ONE_SEND_AT_A_TIME = "org.apache.tomcat";
    /** Undertow masks in the application's buffer, so it gets a copy of each. */
    private static final String MASKS_IN_PLACE = "io.undertow";

    private final WebSocketContainer container = ContainerProvider.getWebSocketContainer();
    private final boolean annotated;
    private final boolean deflate;
    private final boolean queues;
    private final boolean masksInPlace;

    JakartaClient(boolean annotated, boolean deflate) {
        this.annotated = annotated;
        this.deflate = deflate;
        this.queues = !container.getClass().getName().startsWith(ONE_SEND_AT_A_TIME);
        this.masksInPlace = container.getClass().getName().startsWith(MASKS_IN_PLACE);
        container.setDefaultMaxBinaryMessageBufferSize(MAX_MESSAGE);
        container.setDefaultMaxTextMessageBufferSize(MAX_MESSAGE);
    }

    @Override
    public Connection connect(URI uri, Events events) throws Exception {
        Session session = annotated && !deflate
                ? container.connectToServer(new Annotated(events), uri)
                : container.connectToServer(new Programmatic(events), config(), uri);
        boolean waits = !queues || uri.getPath().startsWith("/wait");
        return waits ? new Waiting(session) : new Queueing(session, masksInPlace);
    }

    private ClientEndpointConfig config() throws NoSuchAlgorithmException {
        ClientEndpointConfig.Builder builder = ClientEndpointConfig.Builder.create();
        if (deflate) {
            builder.extensions(List.of(new PermessageDeflate()));
        }
        ClientEndpointConfig config = builder.build();
        if (deflate) {
            config.getUserProperties().put("adieu.compression", true);
        }
        // The others take the JVM's own context unasked.
        config.getUserProperties().put("io.undertow.websocket.SSL_CONTEXT", SSLContext.getDefault());
        return config;
    }

    @Override
    public void close() throws Exception {
        if (container instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /** The extension to ask for, of a provider that takes its extensions from the configuration. */
    private record PermessageDeflate() implements Extension {

        @Override
        public String getName() {
            return "permessage-deflate";
        }

        @Override
        public List<Parameter> getParameters() {
            return List.of();
        }
    }

    /** The annotated endpoint. */
    @ClientEndpoint
    public static final class Annotated {

        private final Events events;

        Annotated(Events events) {
            this.events = events;
        }

        @OnMessage
        public void text(String text) {
            events.text(text);
        }

        @OnMessage
        public void binary(ByteBuffer bytes) {
            events.binary(bytes);
        }

        @OnClose
        public void closed(CloseReason reason) {
            events.closed(reason.getCloseCode().getCode(), reason.getReasonPhrase());
        }

        @OnError
        public void failed(Throwable failure) {
            events.failed(failure);
        }
    }

    /** The programmatic endpoint. */
    public static final class Programmatic extends Endpoint {

        private final Events events;

        Programmatic(Events events) {
            this.events = events;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, events::text);
            session.addMessageHandler(ByteBuffer.class, events::binary);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            events.closed(reason.getCloseCode().getCode(), reason.getReasonPhrase());
        }

        @Override
        public void onError(Session session, Throwable failure) {
            events.failed(failure);
        }
    }

    /** Sends with the basic remote endpoint, which returns when the message is sent. */
    private record Waiting(Session session) implements Connection {

        @Override
        public void sendText(String text) throws Exception {
            session.getBasicRemote().sendText(text);
        }

        @Override
        public void sendBinary(ByteBuffer bytes) throws Exception {
            session.getBasicRemote().sendBinary(bytes);
        }

        @Override
        public void close(int code) throws Exception {
            session.close(new CloseReason(() -> code, null));
        }
    }

    /** Sends with the asynchronous remote endpoint, which returns at once. */
    private record Queueing(Session session, boolean masksInPlace) implements Connection {

        @Override
        public void sendText(String text) {
            session.getAsyncRemote().sendText(text);
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            session.getAsyncRemote()
                    .sendBinary(
                            masksInPlace
                                    ? ByteBuffer.allocate(bytes.remaining())
                                            .put(bytes)
                                            .flip()
                                    : bytes);
        }

        @Override
        public void close(int code) throws Exception {
            session.close(new CloseReason(() -> code, null));
        }
    }
}
