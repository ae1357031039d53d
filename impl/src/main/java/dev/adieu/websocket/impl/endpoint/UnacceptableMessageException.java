package dev.adieu.websocket.impl.endpoint;

/** A message arrived that no handler of the session takes. */
public final class UnacceptableMessageException extends IllegalStateException {

    UnacceptableMessageException(String message) {
        super(message);
    }
}
