package dev.adieu.websocket.impl.connection.http;

/** Recognizes tokens (RFC 9110, section 5.6.2), which subprotocols, extensions and header names must be. */
public final class HttpToken {

    /** The rule in words, for messages. */
    public static final String RULE =
            "a token: one or more ASCII letters, digits or characters of !#$%&'*+-.^_`|~ (RFC 9110, section 5.6.2)";

    private HttpToken() {}

    /** Returns whether the text is a token. */
    public static boolean is(String text) {
        return !text.isEmpty() && text.chars().allMatch(HttpToken::isCharacter);
    }

    static boolean isCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
