package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import java.io.InputStream;
import java.io.Reader;

/** Takes messages, one at a time and in order, on the connection's serial executor. */
public interface MessageListener {

    /** Takes a text message, or the next part of one where {@link MessageLimits#textForm} says so. */
    void text(String text, boolean last);

    /** Takes a binary message, or the next part of one where {@link MessageLimits#binaryForm} says so. */
    void binary(byte[] bytes, boolean last);

    /** Takes a text message that is read while it comes, until this method returns. Reading blocks. */
    void textStream(Reader text);

    /** Takes a binary message that is read while it comes, until this method returns. Reading blocks. */
    void binaryStream(InputStream bytes);

    /** Takes a pong. */
    void pong(byte[] payload);
}
