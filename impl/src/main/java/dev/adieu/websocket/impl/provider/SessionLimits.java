package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.MessageLimits.Form;
import dev.adieu.websocket.impl.endpoint.MessageHandlers;

/**
 * Says how large messages of a session may be, and how they are delivered. The limit of an {@code @OnMessage} method
 * takes precedence over a default; of it and one that the application set on the session, the smaller counts. Safe for
 * several threads.
 */
final class SessionLimits {

    private final MessageHandlers handlers;
    private volatile int maxText;
    private volatile int maxBinary;
    private volatile boolean textWasSet;
    private volatile boolean binaryWasSet;

    SessionLimits(MessageLimits defaults, MessageHandlers handlers) {
        this.handlers = handlers;
        this.maxText = defaults.maxText();
        this.maxBinary = defaults.maxBinary();
    }

    int maxText() {
        return maxText;
    }

    int maxBinary() {
        return maxBinary;
    }

    void maxText(int next) {
        maxText = next;
        textWasSet = true;
    }

    void maxBinary(int next) {
        maxBinary = next;
        binaryWasSet = true;
    }

    /** Returns what counts now, with the handlers that the session has. */
    MessageLimits current() {
        return new MessageLimits(
                limit(maxText, textWasSet, handlers.textLimit()),
                limit(maxBinary, binaryWasSet, handlers.binaryLimit()),
                form(handlers.takesTextInParts(), handlers.takesTextAsStream()),
                form(handlers.takesBinaryInParts(), handlers.takesBinaryAsStream()));
    }

    private static int limit(int ofSession, boolean wasSet, int ofMethod) {
        if (ofMethod < 0) {
            return ofSession;
        }
        return wasSet ? Math.min(ofSession, ofMethod) : ofMethod;
    }

    private static Form form(boolean parts, boolean stream) {
        return parts ? Form.PARTS : stream ? Form.STREAM : Form.WHOLE;
    }
}
