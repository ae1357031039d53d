package dev.adieu.websocket.bench.client;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@link HttpClient} of the JDK. */
final class JdkClient implements Client {

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public Connection connect(URI uri, Events events) {
        return new Sender(client.newWebSocketBuilder()
                .buildAsync(uri, new Receiver(events))
                .join());
    }

    @Override
    public void close() {
        // This JDK's has nothing to close.
    }

    /** Messages may come in parts. */
    private static final class Receiver implements WebSocket.Listener {

        private final Events events;
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

        Receiver(Events events) {
            this.events = events;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            if (last && text.isEmpty()) {
                events.text(part.toString());
            } else {
                text.append(part);
                if (last) {
                    String whole = text.toString();
                    text.setLength(0);
                    events.text(whole);
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            if (last && binary.size() == 0) {
                events.binary(part);
            } else {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                binary.writeBytes(bytes);
                if (last) {
                    ByteBuffer whole = ByteBuffer.wrap(binary.toByteArray());
                    binary.reset();
                    events.binary(whole);
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            events.closed(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            events.failed(failure);
        }
    }

    /** It takes one send at a time, so each waits for the one before. */
    private static final class Sender implements Connection {

        private final WebSocket socket;
        private CompletableFuture<WebSocket> last = CompletableFuture.completedFuture(null);

        Sender(WebSocket socket) {
            this.socket = socket;
        }

        @Override
        public void sendText(String text) {
            last = last.isDone() ? socket.sendText(text, true) : last.thenCompose(sent -> socket.sendText(text, true));
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            last = last.isDone()
                    ? socket.sendBinary(bytes, true)
                    : last.thenCompose(sent -> socket.sendBinary(bytes, true));
        }

        @Override
        public void close(int code) {
            last = last.thenCompose(sent -> socket.sendClose(code, ""));
        }
    }
}
