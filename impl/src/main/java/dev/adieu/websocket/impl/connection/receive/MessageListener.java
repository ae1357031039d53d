package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.connection.frame.MessageLimits;

/** Hears messages, one at a time and in order, on the connection's serial executor. */
public interface MessageListener {

    /** A text message came, or the next part of one where {@link MessageLimits#partialText()}. */
    void text(String text, boolean last);

    /** A binary message came, or the next part of one where {@link MessageLimits#partialBinary()}. */
    void binary(byte[] bytes, boolean last);

    void pong(byte[] payload);
}
