package dev.adieu.websocket;

/**
 * The close code may not be used by an application: the browser's {@code InvalidAccessError} (WHATWG, {@code close()},
 * step 1). The call that threw it changed nothing.
 */
public class InvalidAccessException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message names the code, the rule and the way out
     */
    public InvalidAccessException(String message) {
        super(message);
    }
}
