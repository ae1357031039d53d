package dev.adieu.websocket;

/**
 * The close reason is longer than 123 bytes of UTF-8: the browser's {@code SyntaxError} (WHATWG, {@code close()}, step
 * 2). The call that threw it changed nothing.
 */
public class SyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message names the length, the rule and the way out
     */
    public SyntaxException(String message) {
        super(message);
    }
}
