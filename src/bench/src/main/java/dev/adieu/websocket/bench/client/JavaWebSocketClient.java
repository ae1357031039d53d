package dev.adieu.websocket.bench.client;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.handshake.ServerHandshake;

/** Java-WebSocket. */
final class JavaWebSocketClient implements Client {

    private final boolean deflate;

    JavaWebSocketClient(boolean deflate) {
        this.deflate = deflate;
    }

    @Override
    public Connection connect(URI uri, Events events) throws Exception {
        Socket socket = new Socket(
                uri, deflate ? new Draft_6455(List.of(new PerMessageDeflateExtension())) : new Draft_6455(), events);
        socket.setConnectionLostTimeout(0);
        socket.setTcpNoDelay(true);
        if (!socket.connectBlocking(20, TimeUnit.SECONDS)) {
            throw new IOException("not connected");
        }
        return socket;
    }

    @Override
    public void close() {
        // There is nothing that connections share.
    }

    private static final class Socket extends WebSocketClient implements Connection {

        private final Events events;

        Socket(URI uri, Draft_6455 draft, Events events) {
            super(uri, draft, Map.of(), 0);
            this.events = events;
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            // connectBlocking() returns.
        }

        @Override
        public void onMessage(String message) {
            events.text(message);
        }

        @Override
        public void onMessage(ByteBuffer bytes) {
            events.binary(bytes);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            events.closed(code, reason);
        }

        @Override
        public void onError(Exception failure) {
            events.failed(failure);
        }

        @Override
        public void sendText(String text) {
            send(text);
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            send(bytes);
        }
    }
}
