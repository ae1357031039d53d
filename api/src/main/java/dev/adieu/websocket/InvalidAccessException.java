package dev.adieu.websocket;

/**
 * Thrown if an application may not use a close code: the browser's {@code InvalidAccessError} (WHATWG, {@code close()},
 * step 1). The call that threw it has changed nothing.
 */
public class InvalidAccessException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message states the code, the rule violated and how to fix it
     */
    public InvalidAccessException(String message) {
        super(message);
    }
}
