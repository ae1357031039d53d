package dev.adieu.websocket.impl.connection.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the value of a {@code Retry-After} header (RFC 9110, section 10.2.3). */
public final class RetryAfter {

    /** More seconds than anybody waits for, and few enough to calculate with. */
    private static final int MAX_DIGITS = 12;

    /** RFC 9110, section 5.6.7, in the order of its list; the second is obsolete and has a year of two digits. */
    private static final String IMF_FIXDATE = "EEE, dd MMM yyyy HH:mm:ss 'GMT'";

    private static final String ASCTIME = "EEE MMM ppd HH:mm:ss yyyy";

    private RetryAfter() {}

    /**
     * Returns how long the server asks to wait; zero if the moment has passed.
     *
     * @param value the header's value; {@code null} if there is none
     * @param now what the client's clock shows
     * @return the time; empty if there is no such value, or it is malformed
     */
    public static Optional<Duration> parse(@Nullable String value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(seconds(text));
        }
        return date(text, now).map(date -> Duration.between(now, date)).map(RetryAfter::notNegative);
    }

    private static Duration seconds(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return Duration.ofSeconds(
                Long.parseLong(significant.length() > MAX_DIGITS ? "9".repeat(MAX_DIGITS) : significant));
    }

    private static Duration notNegative(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static Optional<Instant> date(String text, Instant now) {
        return parse(text, DateTimeFormatter.ofPattern(IMF_FIXDATE, Locale.ENGLISH))
                .or(() -> parse(text, rfc850(now)))
                .or(() -> parse(text, DateTimeFormatter.ofPattern(ASCTIME, Locale.ENGLISH)));
    }

    /** Returns the format of RFC 850; a year over 50 years ahead means a past one (RFC 9110, section 5.6.7). */
    private static DateTimeFormatter rfc850(Instant now) {
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, year - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
