package dev.adieu.websocket.it.servers;

import java.util.List;

/** What an application answered: a text, or what it threw. */
record Answer(String thrown, String text) {

    /**
     * The text.
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
