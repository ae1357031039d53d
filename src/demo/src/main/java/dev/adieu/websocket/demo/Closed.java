package dev.adieu.websocket.demo;

import jakarta.websocket.CloseReason;

/** The notation of a code and a reason in the table. */
final class Closed {

    private Closed() {}

    static String text(int code, String reason) {
        return reason == null || reason.isEmpty() ? Integer.toString(code) : code + " \"" + reason + '"';
    }

    static String text(CloseReason reason) {
        return text(reason.getCloseCode().getCode(), reason.getReasonPhrase());
    }
}
