package dev.adieu.websocket.demo;

import jakarta.websocket.CloseReason;

/** How a code and a reason are written in the table. */
final class Closed {

    private Closed() {}

    static String text(int code, String reason) {
        return reason == null || reason.isEmpty() ? Integer.toString(code) : code + " \"" + reason + '"';
    }

    static String text(CloseReason reason) {
        return text(reason.getCloseCode().getCode(), reason.getReasonPhrase());
    }
}
