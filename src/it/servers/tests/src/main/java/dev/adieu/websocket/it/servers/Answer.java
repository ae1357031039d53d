package dev.adieu.websocket.it.servers;

import java.util.List;

/** The answer of an application: a text, or an exception. */
record Answer(String thrown, String text) {

    /**
     * Returns the text.
     *
     * @throws AssertionError if something was thrown instead
     */
    String successful() {
        if (thrown != null) {
            throw new AssertionError("thrown in the application: " + thrown + ": " + text);
        }
        return text;
    }

    List<String> lines() {
        return successful().lines().toList();
    }
}
