package dev.adieu.websocket.impl.connection.frame;

/**
 * What the endpoint takes, read by the I/O thread for each data frame.
 *
 * @param maxText the most payload bytes of a text message that is delivered whole, and of each frame of one that is
 *     delivered in parts
 * @param maxBinary the same for binary messages
 * @param partialText whether text frames are delivered as they come
 * @param partialBinary whether binary frames are delivered as they come
 */
public record MessageLimits(int maxText, int maxBinary, boolean partialText, boolean partialBinary) {

    int maxFrame() {
        return Math.max(maxText, maxBinary);
    }

    public int max(boolean text) {
        return text ? maxText : maxBinary;
    }

    public boolean partial(boolean text) {
        return text ? partialText : partialBinary;
    }
}
