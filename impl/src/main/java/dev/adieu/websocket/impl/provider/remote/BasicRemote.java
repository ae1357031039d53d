package dev.adieu.websocket.impl.provider.remote;

import static dev.adieu.websocket.impl.provider.arguments.Arguments.notNull;

import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Sends, and waits until the operating system has accepted the message, or until it is in a batch that is not full
 * ({@link RemoteEndpoint#setBatchingAllowed}).
 */
public final class BasicRemote extends Remote implements RemoteEndpoint.Basic {

    public BasicRemote(WebSocketConnection connection, EndpointInstance endpoint) {
        super(connection, endpoint);
    }

    /** Something that accepts a message. */
    @FunctionalInterface
    private interface Sending {
        QueuedFrame send(QueuedFrame.Completion completion);
    }

    private void await(Sending sending) throws IOException {
        Written written = new Written();
        if (!sending.send(written).isBatched()) {
            written.await();
        }
    }

    /** Something that accepts a binary message or a part of one. */
    @FunctionalInterface
    private interface SendingBytes {
        QueuedFrame send(ByteBuffer bytes, QueuedFrame.Completion completion);
    }

    /**
     * Sends and waits. Without batching nothing is copied: the caller waits, and must not change its buffer meanwhile.
     */
    private void await(ByteBuffer data, SendingBytes sending) throws IOException {
        ByteBuffer bytes = connection.batching() ? takenFrom(data) : data.duplicate();
        await(completion -> sending.send(bytes, completion));
        data.position(data.limit());
    }

    /** Waits for what becomes of one send. */
    private static final class Written implements QueuedFrame.Completion {

        private final CountDownLatch done = new CountDownLatch(1);
        /** Written once, by the thread that completes the send, before {@link #done} is counted down. */
        private volatile @Nullable Throwable failure;

        @Override
        public void completed(@Nullable Throwable cause) {
            failure = cause;
            done.countDown();
        }

        @Override
        public boolean isAwaited() {
            return true;
        }

        void await() throws IOException {
            if (done.getCount() > 0) {
                SerialExecutor.beforeWaiting();
            }
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException(
                                "interrupted while the message was being sent; it was accepted and may still arrive")
                        .initCause(e);
            }
            if (failure != null) {
                throw new IOException("the message was not sent: " + failure.getMessage(), failure);
            }
        }
    }

    @Override
    public void sendText(String text) throws IOException {
        notNull(text, "text");
        await(completion -> connection.sendText(text, completion));
    }

    @Override
    public void sendBinary(ByteBuffer data) throws IOException {
        notNull(data, "data");
        await(data, connection::sendBinary);
    }

    @Override
    public void sendText(String fragment, boolean isLast) throws IOException {
        notNull(fragment, "fragment");
        await(completion -> connection.sendPartOfText(fragment, isLast, completion));
    }

    @Override
    public void sendBinary(ByteBuffer partialByte, boolean isLast) throws IOException {
        notNull(partialByte, "partialByte");
        await(partialByte, (bytes, completion) -> connection.sendPartOfBinary(bytes, isLast, completion));
    }

    @Override
    public OutputStream getSendStream() throws IOException {
        return new SendStream(this);
    }

    @Override
    public Writer getSendWriter() throws IOException {
        return new SendWriter(this);
    }

    @Override
    public void sendObject(Object data) throws IOException, EncodeException {
        Object encoded = encoded(notNull(data, "data"));
        if (encoded instanceof String text) {
            sendText(text);
        } else {
            sendBinary(((ByteBuffer) encoded).duplicate());
        }
    }
}
