package dev.adieu.websocket.impl.provider.remote;

import static dev.adieu.websocket.impl.provider.arguments.Arguments.notNull;

import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * Sends without waiting. Futures complete on an I/O thread, or at once if the message is in a batch that is not full
 * ({@link RemoteEndpoint#setBatchingAllowed}); handlers are called on the callback executor, in the order of the
 * results. A message that cannot be sent, also because the session is closed, is a failure of its future or handler:
 * these methods throw for illegal arguments only.
 */
public final class AsyncRemote extends Remote implements RemoteEndpoint.Async {

    private final Session session;
    private final Executor results;
    /** In milliseconds; 0 or less for none. Set by any thread, for later sends. */
    private volatile long sendTimeout;

    /**
     * Creates the remote endpoint of a session.
     *
     * @param session the session that handlers receive with a result
     * @param results runs handlers, one at a time
     * @param sendTimeout in milliseconds; 0 for none
     */
    public AsyncRemote(
            WebSocketConnection connection,
            EndpointInstance endpoint,
            Session session,
            Executor results,
            long sendTimeout) {
        super(connection, endpoint);
        this.session = session;
        this.results = results;
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
        send(text, WebSocketConnection::sendText, handling(notNull(handler, "handler")));
    }

    @Override
    public Future<Void> sendText(String text) {
        notNull(text, "text");
        SendFuture sent = new SendFuture();
        send(text, WebSocketConnection::sendText, sent);
        return sent;
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler handler) {
        notNull(data, "data");
        send(takenFrom(data), WebSocketConnection::sendBinary, handling(notNull(handler, "handler")));
    }

    @Override
    public Future<Void> sendBinary(ByteBuffer data) {
        notNull(data, "data");
        SendFuture sent = new SendFuture();
        send(takenFrom(data), WebSocketConnection::sendBinary, sent);
        return sent;
    }

    @Override
    public void sendObject(Object data, SendHandler handler) {
        notNull(data, "data");
        sendEncoded(data, handling(notNull(handler, "handler")));
    }

    @Override
    public Future<Void> sendObject(Object data) {
        notNull(data, "data");
        SendFuture sent = new SendFuture();
        sendEncoded(data, sent);
        return sent;
    }

    /** Sends an object; if it cannot be encoded, completes the send with that failure. */
    private void sendEncoded(Object data, QueuedFrame.Completion completion) {
        Object encoded;
        try {
            encoded = encoded(data);
        } catch (EncodeException | IOException | RuntimeException e) {
            completion.completed(e);
            return;
        }
        if (encoded instanceof String text) {
            send(text, WebSocketConnection::sendText, completion);
        } else {
            send(takenFrom(((ByteBuffer) encoded).duplicate()), WebSocketConnection::sendBinary, completion);
        }
    }

    private QueuedFrame.Completion handling(SendHandler handler) {
        return failure -> results.execute(() -> handler.onResult(SendResults.of(session, failure)));
    }

    /** A method of the connection that accepts a message. */
    @FunctionalInterface
    private interface Accepting<T> {
        QueuedFrame accept(WebSocketConnection connection, T message, QueuedFrame.Completion completion);
    }

    /**
     * Sends a message. One that is refused, because the connection is closing or another is sent in parts, has failed.
     */
    private <T> void send(T message, Accepting<T> accepting, QueuedFrame.Completion completion) {
        long timeout = sendTimeout;
        try {
            if (timeout <= 0 && !connection.batching()) {
                accepting.accept(connection, message, completion);
                return;
            }
            SendDeadline once = new SendDeadline(completion);
            QueuedFrame frame = accepting.accept(connection, message, once);
            if (frame.isBatched()) {
                once.completed(null);
            } else if (timeout > 0) {
                once.start(frame, connection, Duration.ofMillis(timeout));
            }
        } catch (IllegalStateException e) {
            completion.completed(e);
        }
    }
}
