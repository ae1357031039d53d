package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.http.FieldScanner;
import dev.adieu.websocket.impl.connection.http.HttpToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An extension in a {@code Sec-WebSocket-Extensions} header (RFC 6455, section 9.1): one that is offered, or one that
 * the server uses.
 *
 * @param parameters in the order in which they were written
 */
public record Extension(String name, List<Parameter> parameters) {

    /**
     * A parameter of an extension.
     *
     * @param value without quotes; {@code null} if there is none
     */
    public record Parameter(String name, @Nullable String value) {}

    /**
     * Reads all values of the header. Empty list elements are ignored (RFC 9110, section 5.6.1.2).
     *
     * @throws IllegalArgumentException with a message that says which value is malformed, and where
     */
    static List<Extension> parse(List<String> values) {
        List<Extension> extensions = new ArrayList<>();
        for (String value : values) {
            FieldScanner scanner = new FieldScanner(value);
            while (!scanner.skipSeparators().atEnd()) {
                extensions.add(next(scanner));
                if (!scanner.skipBlanks().atEnd() && !scanner.isAt(',')) {
                    throw malformed(scanner, "a comma or a semicolon");
                }
            }
        }
        return List.copyOf(extensions);
    }

    private static Extension next(FieldScanner scanner) {
        String name = token(scanner, "the name of an extension");
        List<Parameter> parameters = new ArrayList<>();
        while (scanner.skipBlanks().skip(';')) {
            scanner.skipBlanks();
            String parameter = token(scanner, "the name of a parameter");
            boolean hasValue = scanner.skipBlanks().skip('=');
            parameters.add(new Parameter(parameter, hasValue ? value(scanner.skipBlanks()) : null));
        }
        return new Extension(name, List.copyOf(parameters));
    }

    /** Reads a token, which may be in quotes. */
    private static String value(FieldScanner scanner) {
        int start = scanner.position();
        String quoted = scanner.quoted();
        if (quoted == null) {
            return token(scanner, "the value of a parameter");
        }
        if (!HttpToken.is(quoted)) {
            scanner.back(start);
            throw malformed(scanner, "the value of a parameter");
        }
        return quoted;
    }

    private static String token(FieldScanner scanner, String what) {
        String token = scanner.token();
        if (token == null) {
            throw malformed(scanner, what);
        }
        return token;
    }

    private static IllegalArgumentException malformed(FieldScanner scanner, String expected) {
        return new IllegalArgumentException("the Sec-WebSocket-Extensions header is malformed: at index "
                + scanner.position() + " must be " + expected + ", as " + HttpToken.RULE
                + " (RFC 6455, section 9.1)");
    }
}
