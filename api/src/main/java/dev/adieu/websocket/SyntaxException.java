package dev.adieu.websocket;

/**
 * Thrown if a close reason is longer than 123 bytes of UTF-8: the browser's {@code SyntaxError} (WHATWG,
 * {@code close()}, step 2). The call that threw it has changed nothing.
 */
public class SyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message states the length, the rule violated and how to fix it
     */
    public SyntaxException(String message) {
        super(message);
    }
}
