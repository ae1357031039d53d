package dev.adieu.websocket.impl.provider.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Parses durations in settings. */
public final class Durations {

    static final String ALLOWED =
            "more than zero: a whole number of milliseconds, a java.time.Duration, or an ISO 8601 duration such as PT20S";

    static final String ZERO_ALLOWED = "0, or " + ALLOWED;

    private Durations() {}

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException if the value is not one, or not more than zero
     */
    static Duration parse(Object value) {
        Duration duration = parseOrZero(value);
        if (duration.isZero()) {
            throw new IllegalArgumentException("it is not more than zero");
        }
        return duration;
    }

    /**
     * Reads one that may be zero.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Duration parseOrZero(Object value) {
        Duration duration =
                value instanceof Duration given ? given : parse(value.toString().strip());
        if (duration.isNegative()) {
            throw new IllegalArgumentException("it is less than zero");
        }
        return duration;
    }

    private static Duration parse(String text) {
        try {
            return text.startsWith("P") ? Duration.parse(text) : Duration.ofMillis(Long.parseLong(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it is not an ISO 8601 duration", e);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is not a whole number", e);
        }
    }
}
