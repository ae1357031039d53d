package dev.adieu.websocket.demo.page;

import java.util.Map;
import java.util.OptionalInt;

/**
 * A closing as a visitor picked it.
 *
 * @param code empty for {@code close()} without arguments
 * @param reason empty for none
 */
record Choice(OptionalInt code, String reason, When when, Behaviour server) {

    /** The moment at which the client closes. */
    enum When {
        /** As soon as the server has the opening handshake, which it then does not answer. */
        CONNECTING,
        OPEN,
        /** After 1 MiB was handed over for sending, in the same breath. */
        AFTER_DATA,
        /** Not at all: the server has the say. */
        NEVER
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if a value is none of those that can be picked
     */
    static Choice of(Map<String, String> form) {
        String code = form.getOrDefault("code", "");
        return new Choice(
                code.isBlank() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(code.strip())),
                form.getOrDefault("reason", ""),
                When.valueOf(form.get("when")),
                Behaviour.valueOf(form.get("server")));
    }
}
