package dev.adieu.websocket.impl.endpoint;

/** Thrown when a message arrives that no handler of the session takes. */
public final class UnacceptableMessageException extends IllegalStateException {

    UnacceptableMessageException(String message) {
        super(message);
    }
}
