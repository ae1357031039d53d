package dev.adieu.websocket.impl.connection.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A challenge of a server (RFC 9110, section 11.3).
 *
 * @param scheme as it was written
 * @param parameters with their names in any case, without the quotes of their values
 * @param text the whole challenge as it was written
 */
public record Challenge(String scheme, Map<String, String> parameters, String text) {

    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
    private static final Pattern PARAMETER =
            Pattern.compile("(" + TOKEN + ")\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(" + TOKEN + "))");
    private static final Pattern SCHEME = Pattern.compile("(" + TOKEN + ")(?=\\s|,|$)");
    private static final Pattern TOKEN68 = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*(?=\\s*(?:,|$))");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    /** Of all values of {@code WWW-Authenticate}; what is malformed ends the value that it is in. */
    public static List<Challenge> parse(List<String> values) {
        List<Challenge> challenges = new ArrayList<>();
        for (String value : values) {
            Matcher matcher = Pattern.compile("").matcher(value);
            int end = skip(matcher, BETWEEN, 0);
            while (found(matcher, SCHEME, end)) {
                int start = end;
                String scheme = matcher.group(1);
                Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                end = skip(matcher, BETWEEN, matcher.end());
                int last = start + scheme.length();
                while (found(matcher, PARAMETER, end)) {
                    parameters.put(
                            matcher.group(1),
                            matcher.group(2) == null
                                    ? matcher.group(3)
                                    : matcher.group(2).replaceAll("\\\\(.)", "$1"));
                    last = matcher.end();
                    end = skip(matcher, BETWEEN, last);
                }
                if (parameters.isEmpty() && value.startsWith(" ", last) && found(matcher, TOKEN68, end)) {
                    last = matcher.end();
                    end = skip(matcher, BETWEEN, last);
                }
                challenges.add(new Challenge(scheme, parameters, value.substring(start, last)));
            }
        }
        return challenges;
    }

    private static boolean found(Matcher matcher, Pattern pattern, int from) {
        return matcher.usePattern(pattern).region(from, matcher.regionEnd()).lookingAt();
    }

    private static int skip(Matcher matcher, Pattern pattern, int from) {
        return found(matcher, pattern, from) ? matcher.end() : from;
    }

    public boolean isFor(String otherScheme) {
        return scheme.equalsIgnoreCase(otherScheme);
    }

    /** Whether only the nonce was too old (RFC 7616, section 3.3). */
    public boolean isStale() {
        return "true".equalsIgnoreCase(parameters.get("stale"));
    }
}
