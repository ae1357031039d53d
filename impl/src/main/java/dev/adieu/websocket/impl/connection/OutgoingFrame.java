package dev.adieu.websocket.impl.connection;

import java.nio.ByteBuffer;

/**
 * A frame that is to be sent (RFC 6455, section 5.2), not masked yet.
 *
 * @param rsv1 whether its message is compressed (RFC 7692, section 6)
 * @param payload from position to limit; nobody moves them
 */
record OutgoingFrame(int opcode, boolean fin, boolean rsv1, ByteBuffer payload) {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static OutgoingFrame data(int opcode, boolean fin, ByteBuffer payload) {
        return new OutgoingFrame(opcode, fin, false, payload);
    }

    static OutgoingFrame control(int opcode, ByteBuffer payload) {
        return new OutgoingFrame(opcode, true, false, payload);
    }

    boolean isControl() {
        return opcode >= CLOSE;
    }

    boolean startsMessage() {
        return opcode == TEXT || opcode == BINARY;
    }
}
