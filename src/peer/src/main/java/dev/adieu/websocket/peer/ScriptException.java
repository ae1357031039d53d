package dev.adieu.websocket.peer;

/** A script waited for something that did not happen. */
public class ScriptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ScriptException(String message) {
        super(message);
    }
}
