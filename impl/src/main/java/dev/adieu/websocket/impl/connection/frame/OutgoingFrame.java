package dev.adieu.websocket.impl.connection.frame;

import java.nio.ByteBuffer;

/**
 * A frame that is to be sent (RFC 6455, section 5.2), not masked yet.
 *
 * @param rsv1 whether its message is compressed (RFC 7692, section 6)
 * @param payload from position to limit; neither is ever changed
 */
public record OutgoingFrame(Opcode opcode, boolean fin, boolean rsv1, ByteBuffer payload) {

    /** Returns a data frame that is not compressed. */
    public static OutgoingFrame data(Opcode opcode, boolean fin, ByteBuffer payload) {
        return new OutgoingFrame(opcode, fin, false, payload);
    }

    /** Returns a control frame. */
    public static OutgoingFrame control(Opcode opcode, ByteBuffer payload) {
        return new OutgoingFrame(opcode, true, false, payload);
    }
}
