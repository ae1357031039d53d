package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.connection.Outbound;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Sends without waiting. Futures complete on an I/O thread; handlers are called on the callback executor, in the order of the results. */
final class AsyncRemote extends Remote implements RemoteEndpoint.Async {

    private volatile long sendTimeout;

    AsyncRemote(AdieuSession session, WebSocketConnection connection, long sendTimeout) {
        super(session, connection);
        this.sendTimeout = sendTimeout;
    }

    @Override
    public long getSendTimeout() {
        return sendTimeout;
    }

    @Override
    public void setSendTimeout(long timeoutMillis) {
        sendTimeout = timeoutMillis;
    }

    @Override
    public void sendText(String text, SendHandler handler) {
        notNull(text, "text");
        send(text, connection::sendText, handling(notNull(handler, "handler")));
    }

    @Override
    public Future<Void> sendText(String text) {
        notNull(text, "text");
        return future(completion -> send(text, connection::sendText, completion));
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler handler) {
        notNull(data, "data");
        send(copy(data), connection::sendBinary, handling(notNull(handler, "handler")));
    }

    @Override
    public Future<Void> sendBinary(ByteBuffer data) {
        notNull(data, "data");
        return future(completion -> send(copy(data), connection::sendBinary, completion));
    }

    @Override
    public void sendObject(Object data, SendHandler handler) {
        notNull(data, "data");
        sendEncoded(data, handling(notNull(handler, "handler")));
    }

    @Override
    public Future<Void> sendObject(Object data) {
        notNull(data, "data");
        return future(completion -> sendEncoded(data, completion));
    }

    /** An object that cannot be encoded is a send that failed. */
    private void sendEncoded(Object data, Outbound.Completion completion) {
        Object encoded;
        try {
            encoded = session.endpoint().encode(data);
        } catch (EncodeException | IOException | RuntimeException e) {
            completion.completed(e);
            return;
        }
        if (encoded instanceof String text) {
            send(text, connection::sendText, completion);
        } else {
            send(copy((ByteBuffer) encoded), connection::sendBinary, completion);
        }
    }

    private Outbound.Completion handling(SendHandler handler) {
        return failure -> session.results().execute(() -> handler.onResult(SendResults.of(session, failure)));
    }

    private static Future<Void> future(Consumer<Outbound.Completion> sending) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        sending.accept(failure -> {
            if (failure == null) {
                future.complete(null);
            } else {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    private <T> void send(T message, BiFunction<T, Outbound.Completion, Outbound> accept, Outbound.Completion completion) {
        long timeout = sendTimeout;
        if (timeout <= 0) {
            accept.apply(message, completion);
            return;
        }
        SendDeadline deadline = new SendDeadline(completion);
        deadline.start(accept.apply(message, deadline), connection, Duration.ofMillis(timeout));
    }
}
