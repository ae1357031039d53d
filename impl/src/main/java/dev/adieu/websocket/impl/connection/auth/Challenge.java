package dev.adieu.websocket.impl.connection.auth;

import dev.adieu.websocket.impl.connection.http.FieldScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A challenge of a server or a proxy (RFC 9110, section 11.3).
 *
 * @param scheme as it was written
 * @param parameters found by their names in any case; the values are without quotes
 * @param text the whole challenge as it was written
 */
public record Challenge(String scheme, Map<String, String> parameters, String text) {

    /**
     * Reads the challenges in all values of {@code WWW-Authenticate} or {@code Proxy-Authenticate}. What follows a
     * malformed challenge in the same value is ignored.
     */
    public static List<Challenge> parse(List<String> values) {
        List<Challenge> challenges = new ArrayList<>();
        for (String value : values) {
            FieldScanner scanner = new FieldScanner(value);
            for (Challenge next = next(scanner); next != null; next = next(scanner)) {
                challenges.add(next);
            }
        }
        return challenges;
    }

    private static @Nullable Challenge next(FieldScanner scanner) {
        int start = scanner.skipSeparators().position();
        String scheme = scanner.token();
        boolean spaced = scanner.isAt(' ');
        if (scheme == null || !spaced && !scanner.isAt('\t') && !scanner.isAt(',') && !scanner.atEnd()) {
            return null;
        }
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int end = scanner.position();
        while (parameter(scanner, parameters)) {
            end = scanner.position();
        }
        if (parameters.isEmpty() && spaced && token68(scanner)) {
            end = scanner.position();
        }
        return new Challenge(scheme, parameters, scanner.text(start, end));
    }

    /** Reads a name, an equals sign and a value; does not move the scanner if they do not come next. */
    private static boolean parameter(FieldScanner scanner, Map<String, String> parameters) {
        int before = scanner.position();
        String name = scanner.skipSeparators().token();
        if (name != null && scanner.skipBlanks().skip('=')) {
            scanner.skipBlanks();
            String value = scanner.isAt('"') ? scanner.quoted() : scanner.token();
            if (value != null) {
                parameters.put(name, value);
                return true;
            }
        }
        scanner.back(before);
        return false;
    }

    private static boolean token68(FieldScanner scanner) {
        int before = scanner.position();
        if (scanner.skipBlanks().token68() != null) {
            int end = scanner.position();
            if (scanner.skipBlanks().atEnd() || scanner.isAt(',')) {
                scanner.back(end);
                return true;
            }
        }
        scanner.back(before);
        return false;
    }

    /** Returns whether the challenge is for a scheme, whose case does not matter. */
    public boolean isFor(String otherScheme) {
        return scheme.equalsIgnoreCase(otherScheme);
    }

    /** Returns the challenges as they were written, for messages. */
    public static String text(List<Challenge> challenges) {
        return challenges.stream().map(Challenge::text).collect(Collectors.joining(", "));
    }

    /** Returns whether challenges may be answered: once, and once more if only the nonce was too old. */
    public static boolean mayBeAnswered(List<Challenge> challenges, int answersBefore) {
        return answersBefore == 0 || answersBefore == 1 && challenges.stream().anyMatch(Challenge::isStale);
    }

    /** Returns whether the credentials may be right and only the nonce was too old (RFC 7616, section 3.3). */
    public boolean isStale() {
        return "true".equalsIgnoreCase(parameters.get("stale"));
    }
}
