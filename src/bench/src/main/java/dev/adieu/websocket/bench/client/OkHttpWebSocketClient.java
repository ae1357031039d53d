package dev.adieu.websocket.bench.client;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** OkHttp. It offers permessage-deflate of its own accord. */
final class OkHttpWebSocketClient implements Client {

    private final OkHttpClient client;

    OkHttpWebSocketClient() {
        Dispatcher dispatcher = new Dispatcher();
        // Each WebSocket counts for as long as it is open.
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .readTimeout(0, TimeUnit.SECONDS)
                .build();
    }

    @Override
    public Connection connect(URI uri, Events events) throws Exception {
        CompletableFuture<WebSocket> opened = new CompletableFuture<>();
        client.newWebSocket(new Request.Builder().url(uri.toString()).build(), new Listener(events, opened));
        return new Sender(opened.get(20, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private static final class Listener extends WebSocketListener {

        private final Events events;
        private final CompletableFuture<WebSocket> opened;

        Listener(Events events, CompletableFuture<WebSocket> opened) {
            this.events = events;
            this.opened = opened;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            opened.complete(socket);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            events.text(text);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            events.binary(bytes.asByteBuffer());
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            events.closed(code, reason);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            opened.completeExceptionally(failure);
            events.failed(failure);
        }
    }

    private record Sender(WebSocket socket) implements Connection {

        @Override
        public void sendText(String text) throws IOException {
            accepted(socket.send(text));
        }

        @Override
        public void sendBinary(ByteBuffer bytes) throws IOException {
            accepted(socket.send(ByteString.of(bytes)));
        }

        @Override
        public void close(int code) throws IOException {
            accepted(socket.close(code, null));
        }

        private static void accepted(boolean was) throws IOException {
            if (!was) {
                throw new IOException("OkHttp did not take it: it is closing, or has 16 MiB queued");
            }
        }
    }
}
