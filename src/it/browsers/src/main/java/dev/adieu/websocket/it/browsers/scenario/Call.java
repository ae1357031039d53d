package dev.adieu.websocket.it.browsers.scenario;

/**
 * One thing that the client calls. The page and Adieu's driver both play it.
 *
 * @param op what
 * @param code of a Close; {@code null} for none
 * @param reason of a Close; {@code null} for none
 * @param text of a text message
 * @param size of a binary message in bytes
 * @param words how the report names it
 */
public record Call(Op op, Integer code, String reason, String text, int size, String words) {

    /** The methods that can be called. */
    public enum Op {
        CLOSE,
        SEND_TEXT,
        SEND_BINARY,
        /**
         * No call on the WebSocket: tells the scripted server, outside of the connection, that this point was reached.
         */
        SIGNAL,
        /** Looks at the cookies that a page may see. */
        COOKIES,
        /** Takes the frame out of the page that the WebSocket belongs to; Adieu's container is closed. */
        REMOVE_PAGE,
        /** Loads another page into the frame that the WebSocket belongs to; Adieu's container is closed. */
        LEAVE_PAGE;

        /** Returns whether there is no page afterwards that anything could happen to. */
        public boolean leaves() {
            return this == REMOVE_PAGE || this == LEAVE_PAGE;
        }
    }

    private static final int SHOWN = 24;

    public static Call close() {
        return new Call(Op.CLOSE, null, null, null, 0, "close()");
    }

    public static Call close(int code) {
        return new Call(Op.CLOSE, code, null, null, 0, "close(" + code + ")");
    }

    public static Call close(int code, String reason) {
        return new Call(Op.CLOSE, code, reason, null, 0, "close(" + code + ", " + shown(reason) + ")");
    }

    /** A reason and no code: {@code close(undefined, reason)}. */
    public static Call closeWithoutCode(String reason) {
        return new Call(Op.CLOSE, null, reason, null, 0, "close(undefined, " + shown(reason) + ")");
    }

    public static Call send(String text) {
        return new Call(Op.SEND_TEXT, null, null, text, 0, "send(" + shown(text) + ")");
    }

    /** A binary message of that many bytes. */
    public static Call sendBytes(int size) {
        return new Call(Op.SEND_BINARY, null, null, null, size, "send(" + size + " bytes)");
    }

    public static Call signal() {
        return new Call(Op.SIGNAL, null, null, null, 0, "tell the server");
    }

    public static Call cookies() {
        return new Call(Op.COOKIES, null, null, null, 0, "cookies");
    }

    public static Call removePage() {
        return new Call(Op.REMOVE_PAGE, null, null, null, 0, "the page is removed");
    }

    public static Call leavePage() {
        return new Call(Op.LEAVE_PAGE, null, null, null, 0, "another page is loaded");
    }

    private static String shown(String text) {
        return Words.quoted(text, SHOWN);
    }
}
