package dev.adieu.websocket.impl.provider.remote;

import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The operations that both remote endpoints of a session have. Any thread. */
public abstract class Remote implements RemoteEndpoint {

    /** RFC 6455, section 5.5. */
    private static final int MAX_CONTROL_PAYLOAD = 125;

    private static final QueuedFrame.Completion RESULT_UNUSED = failure -> {};

    final WebSocketConnection connection;
    private final EndpointInstance endpoint;

    Remote(WebSocketConnection connection, EndpointInstance endpoint) {
        this.connection = connection;
        this.endpoint = endpoint;
    }

    @Override
    public void setBatchingAllowed(boolean allowed) {
        connection.batching(allowed);
    }

    @Override
    public boolean getBatchingAllowed() {
        return connection.batching();
    }

    @Override
    public void flushBatch() throws IOException {
        connection.flushBatch();
    }

    @Override
    public void sendPing(@Nullable ByteBuffer applicationData) throws IOException {
        connection.sendPing(controlPayload(applicationData), RESULT_UNUSED);
    }

    @Override
    public void sendPong(@Nullable ByteBuffer applicationData) throws IOException {
        connection.sendPong(controlPayload(applicationData), RESULT_UNUSED);
    }

    private static ByteBuffer controlPayload(@Nullable ByteBuffer applicationData) {
        if (applicationData != null && applicationData.remaining() > MAX_CONTROL_PAYLOAD) {
            throw new IllegalArgumentException("a ping or pong may carry " + MAX_CONTROL_PAYLOAD
                    + " bytes (RFC 6455, section 5.5), not " + applicationData.remaining());
        }
        return applicationData == null ? ByteBuffer.allocate(0) : takenFrom(applicationData);
    }

    /**
     * Returns what the endpoint's encoders make of an object: a {@link String} or a {@link ByteBuffer}, which may
     * belong to the application and must not be changed.
     */
    final Object encoded(Object message) throws EncodeException, IOException {
        return endpoint.encode(message);
    }

    /**
     * Copies what is left in a buffer, whose position is at its limit then, as after every send (Jakarta WebSocket 2.2,
     * {@code RemoteEndpoint}). The application may use its buffer again as soon as the method has returned.
     */
    static ByteBuffer takenFrom(ByteBuffer data) {
        return ByteBuffer.allocate(data.remaining()).put(data).flip();
    }
}
