package dev.adieu.websocket.impl.load;

import dev.adieu.websocket.BrowserSession;
import jakarta.websocket.RemoteEndpoint;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The ways that Jakarta WebSocket has to send a message. */
enum Way {
    BASIC((session, message) -> session.getBasicRemote().sendBinary(ByteBuffer.wrap(message))),
    FUTURE((session, message) -> session.getAsyncRemote().sendBinary(ByteBuffer.wrap(message))),
    HANDLER((session, message) -> session.getAsyncRemote().sendBinary(ByteBuffer.wrap(message), result -> {})),
    PARTIAL((session, message) -> {
        RemoteEndpoint.Basic remote = session.getBasicRemote();
        int half = message.length / 2;
        remote.sendBinary(ByteBuffer.wrap(message, 0, half), false);
        remote.sendBinary(ByteBuffer.wrap(message, half, message.length - half), true);
    }),
    OBJECT((session, message) -> session.getBasicRemote().sendObject(message)),
    OBJECT_FUTURE((session, message) -> session.getAsyncRemote().sendObject(ByteBuffer.wrap(message))),
    STREAM((session, message) -> {
        try (OutputStream stream = session.getBasicRemote().getSendStream()) {
            stream.write(message);
        }
    });

    private final Sending sending;

    Way(Sending sending) {
        this.sending = sending;
    }

    @FunctionalInterface
    private interface Sending {
        void send(BrowserSession session, byte[] message) throws Exception;
    }

    void send(BrowserSession session, byte[] message) throws Exception {
        sending.send(session, message);
    }
}
