package dev.adieu.websocket.impl.connection.http;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens and quoted strings from the value of a header field (RFC 9110, section 5.6). It uses neither recursion
 * nor regular expressions that backtrack, because the peer decides how long the value is. One thread at a time.
 */
public final class FieldScanner {

    private final String value;
    private int position;

    /** Creates a scanner that stands before the first character. */
    public FieldScanner(String value) {
        this.value = value;
    }

    /** Returns the index of the next character. */
    public int position() {
        return position;
    }

    /** Returns to an index that {@link #position} returned. */
    public void back(int index) {
        position = index;
    }

    /** Returns whether no characters are left. */
    public boolean atEnd() {
        return position == value.length();
    }

    /** Returns the text between two indices. */
    public String text(int start, int end) {
        return value.substring(start, end);
    }

    /** Returns whether the next character is this one. */
    public boolean isAt(char c) {
        return !atEnd() && value.charAt(position) == c;
    }

    /** Skips the next character if it is this one, and returns whether it was. */
    public boolean skip(char c) {
        boolean found = isAt(c);
        position += found ? 1 : 0;
        return found;
    }

    /** Skips optional whitespace. */
    public FieldScanner skipBlanks() {
        run(c -> c == ' ' || c == '\t');
        return this;
    }

    /** Skips whitespace and commas. */
    public FieldScanner skipSeparators() {
        run(c -> c == ' ' || c == '\t' || c == ',');
        return this;
    }

    /** Reads a token; returns {@code null} if there is none. */
    public @Nullable String token() {
        return run(HttpToken::isCharacter);
    }

    /** Reads a token68 (RFC 9110, section 11.2); returns {@code null} if there is none. */
    public @Nullable String token68() {
        int start = position;
        String text = run(c -> HttpToken.isCharacter(c) && "!#$%&'*^`|".indexOf(c) < 0 || c == '/');
        if (text == null) {
            return null;
        }
        run(c -> c == '=');
        return value.substring(start, position);
    }

    private @Nullable String run(IntPredicate matches) {
        int start = position;
        while (!atEnd() && matches.test(value.charAt(position))) {
            position++;
        }
        return start == position ? null : value.substring(start, position);
    }

    /** Reads a quoted string; returns it without quotes and backslashes, or {@code null} if there is none. */
    public @Nullable String quoted() {
        int start = position;
        if (!skip('"')) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        while (!atEnd()) {
            char c = value.charAt(position++);
            if (c == '"') {
                return text.toString();
            }
            if (c != '\\') {
                text.append(c);
            } else if (!atEnd()) {
                text.append(value.charAt(position++));
            }
        }
        position = start;
        return null;
    }
}
