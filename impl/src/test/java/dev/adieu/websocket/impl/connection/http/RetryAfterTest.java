package dev.adieu.websocket.impl.connection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    /** A moment before the one that RFC 9110, section 5.6.7, writes in three ways. */
    private static final Instant NOW = Instant.parse("1994-11-06T08:48:37Z");

    @ParameterizedTest
    @CsvSource({"0,0", "120,120", "' 7 ',7", "007,7", "000,0", "999999999999,999999999999"})
    void secondsAreTakenAsTheyAre(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void moreDigitsThanFitAreALongTime() {
        assertThat(RetryAfter.parse("9".repeat(5_000), NOW)).contains(Duration.ofSeconds(999_999_999_999L));
        assertThat(RetryAfter.parse("0".repeat(5_000) + "5", NOW)).contains(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void allThreeFormatsOfADateAreRead(String value) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofMinutes(1));
    }

    @Test
    void aYearOfTwoDigitsIsWithinFiftyYears() {
        Instant now = Instant.parse("2026-11-06T08:49:37Z");
        assertThat(RetryAfter.parse("Friday, 06-Nov-26 08:49:38 GMT", now)).contains(Duration.ofSeconds(1));
        assertThat(RetryAfter.parse("Sunday, 06-Nov-94 08:49:37 GMT", now)).contains(Duration.ZERO);
    }

    @Test
    void aMomentThatHasPassedIsNoTimeToWait() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:47:37 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.5",
                "1 s",
                "soon",
                "١٢٠",
                "Sun, 06 Nov 1994",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 CET",
                "Sun, 31 Feb 1994 08:49:37 GMT"
            })
    void anythingElseIsNotAskedFor(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
