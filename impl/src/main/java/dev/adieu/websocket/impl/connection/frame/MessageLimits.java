package dev.adieu.websocket.impl.connection.frame;

/**
 * Says how large messages may be, and how the endpoint takes them. The event loop asks for it at each data frame.
 *
 * @param maxText the most payload bytes of a text message that is delivered whole
 * @param maxBinary the same for binary messages
 * @param textForm how text messages are delivered
 * @param binaryForm how binary messages are delivered
 */
public record MessageLimits(int maxText, int maxBinary, Form textForm, Form binaryForm) {

    /** The form in which messages of one kind are delivered. */
    public enum Form {
        /** Each when all of it has come, if it is within the limit. */
        WHOLE,
        /** In parts, as the bytes come. No limit applies (Jakarta WebSocket 2.2, {@code OnMessage.maxMessageSize}). */
        PARTS,
        /** As a stream that is read while the bytes come. No limit applies either. */
        STREAM
    }

    /** Returns the limit for one kind of message. */
    public int max(boolean text) {
        return text ? maxText : maxBinary;
    }

    /** Returns how one kind of message is delivered. */
    public Form form(boolean text) {
        return text ? textForm : binaryForm;
    }
}
