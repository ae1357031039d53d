package dev.adieu.websocket.impl.provider.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Lengths of time as they stand in settings. */
public final class Durations {

    static final String ALLOWED =
            "more than zero: a whole number of milliseconds, a java.time.Duration, or an ISO 8601 duration such as PT20S";

    private Durations() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Duration parse(Object value) {
        Duration duration =
                value instanceof Duration given ? given : parse(value.toString().strip());
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("it is not more than zero");
        }
        return duration;
    }

    private static Duration parse(String text) {
        try {
            return text.startsWith("P") ? Duration.parse(text) : Duration.ofMillis(Long.parseLong(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it is no ISO 8601 duration", e);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is no whole number", e);
        }
    }
}
