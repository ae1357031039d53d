package dev.adieu.websocket.impl.reconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardStrategyTest {

    private static final double ALMOST_ONE = Math.nextDown(1.0);
    private static final int NO_CLOSE = 1006;

    private static ReconnectContext context(int code, int tries, double random) {
        return new ReconnectContext(
                new CloseEvent(code, "", code != NO_CLOSE, Initiator.PEER, Optional.empty()),
                Object.class,
                true,
                false,
                tries,
                Duration.ofMinutes(1),
                OptionalInt.empty(),
                Optional.empty(),
                random);
    }

    private static ReconnectContext failed(int status, Duration retryAfter, double random) {
        return new ReconnectContext(
                new CloseEvent(NO_CLOSE, "", false, Initiator.LOCAL, Optional.of(new IOException("refused"))),
                Object.class,
                false,
                false,
                0,
                Duration.ofMinutes(1),
                OptionalInt.of(status),
                Optional.ofNullable(retryAfter),
                random);
    }

    private static Optional<Duration> delay(ReconnectContext context) {
        return ReconnectStrategy.standard().delay(context);
    }

    private static Duration longest(int code, int tries) {
        return delay(context(code, tries, ALMOST_ONE)).orElseThrow();
    }

    @Test
    void itStopsAfterTheFinalCodesAndAfterNoOther() {
        Set<Integer> last = Set.of(1000, 1008, 1010);
        for (int code = 0; code <= 0xFFFF; code++) {
            boolean stops = last.contains(code) || code >= 4000 && code <= 4999;
            assertThat(delay(context(code, 3, 0.5)).isEmpty()).as("%d", code).isEqualTo(stops);
        }
    }

    @Test
    void everyWaitIsWithinItsBoundsWhateverTheCodeTheTriesAndTheRandomNumber() {
        for (int code : List.of(0, 999, 1001, 1005, NO_CLOSE, 1011, 1012, 1013, 1014, 3000, 5000, 0xFFFF)) {
            for (int tries : List.of(0, 1, 2, 3, 4, 5, 6, 7, 31, 32, 63, 64, Integer.MAX_VALUE)) {
                for (double random : new double[] {0, Double.MIN_VALUE, 0.25, 0.5, ALMOST_ONE}) {
                    Duration least = code == 1013 ? Duration.ofSeconds(10) : Duration.ZERO;
                    assertThat(delay(context(code, tries, random)).orElseThrow())
                            .as("%d after %d tries with %s", code, tries, random)
                            .isBetween(least, least.plusMinutes(1));
                }
            }
        }
    }

    @Test
    void theStepsDoubleFromASecondToAMinute() {
        assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7).stream().map(tries -> longest(NO_CLOSE, tries)))
                .map(Duration::toMillis)
                .containsExactly(999L, 1_999L, 3_999L, 7_999L, 15_999L, 31_999L, 59_999L, 59_999L);
        assertThat(delay(context(NO_CLOSE, 5, 0))).contains(Duration.ZERO);
    }

    @Test
    void afterAServiceRestartTheFirstTryComesAtOnceAndTheOthersAsEver() {
        assertThat(longest(1012, 0)).isLessThan(Duration.ofMillis(100));
        assertThat(longest(1012, 1)).isEqualTo(longest(NO_CLOSE, 1));
    }

    @Test
    void tryAgainLaterTakesLonger() {
        assertThat(delay(context(1013, 0, 0))).contains(Duration.ofSeconds(10));
        assertThat(longest(1013, 0)).isBetween(Duration.ofMillis(19_999), Duration.ofSeconds(20));
        assertThat(longest(1013, 9)).isBetween(Duration.ofMillis(69_999), Duration.ofSeconds(70));
    }

    @Test
    void retryAfterIsWaitedForAndTheBackoffAdded() {
        Duration asked = Duration.ofSeconds(120);
        assertThat(delay(failed(503, asked, 0))).contains(asked);
        assertThat(delay(failed(503, asked, ALMOST_ONE)).orElseThrow())
                .isBetween(asked.plusMillis(999), asked.plusSeconds(1));
        assertThat(delay(failed(429, Duration.ZERO, 0))).contains(Duration.ZERO);
        assertThat(delay(failed(503, Duration.ofDays(1), 0))).contains(Duration.ofDays(1));
        assertThat(delay(failed(503, Duration.ofDays(1).plusSeconds(1), 0))).isEmpty();
        assertThat(delay(failed(503, Duration.ofSeconds(999_999_999_999L), 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aServerThatRefusesTheClientIsNotAskedAgain(int status) {
        assertThat(delay(failed(status, Duration.ofSeconds(1), 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 408, 429, 500, 502, 503, 504})
    void aServerThatRefusesForAnotherReasonIsAskedAgain(int status) {
        assertThat(delay(failed(status, null, 0.5))).isPresent();
    }

    static List<Throwable> refusedCertificates() {
        return List.of(
                new SSLHandshakeException("no trust").initCause(new CertificateException("expired")),
                new IOException(new SSLHandshakeException("x").initCause(new CertPathValidatorException("y"))),
                new SSLPeerUnverifiedException("another host"));
    }

    @ParameterizedTest
    @MethodSource("refusedCertificates")
    void aRefusedCertificateIsNotTriedAgain(Throwable failure) {
        assertThat(delay(withFailure(failure))).isEmpty();
    }

    @Test
    void aTlsHandshakeThatBrokeIsTriedAgain() {
        assertThat(delay(withFailure(new SSLHandshakeException("the connection was reset"))))
                .isPresent();
    }

    private static ReconnectContext withFailure(Throwable failure) {
        return new ReconnectContext(
                new CloseEvent(NO_CLOSE, "", false, Initiator.LOCAL, Optional.of(failure)),
                Object.class,
                false,
                false,
                1,
                Duration.ofMinutes(1),
                OptionalInt.empty(),
                Optional.empty(),
                0.5);
    }

    @Test
    void aSessionThatTheApplicationClosedStaysClosed() {
        for (int code : List.of(1001, 1005, NO_CLOSE, 1012, 3000)) {
            ReconnectContext open = context(code, 0, 0.5);
            assertThat(delay(new ReconnectContext(
                            open.event(),
                            open.endpointClass(),
                            true,
                            true,
                            0,
                            open.sinceOpen(),
                            open.status(),
                            open.retryAfter(),
                            open.random())))
                    .isEmpty();
        }
    }

    /** The figures are in the guide. Two of a thousand meet in one millisecond by chance; the herd is what counts. */
    @Test
    void aThousandClientsThatLoseTheirServerInOneInstantComeBackSpreadOverTheWholeStep() {
        Random random = new Random(1);
        for (int tries = 0; tries < 7; tries++) {
            int count = tries;
            long[] delays = random.doubles(1_000)
                    .mapToLong(each ->
                            delay(context(NO_CLOSE, count, each)).orElseThrow().toNanos())
                    .sorted()
                    .toArray();
            assertThat(Arrays.stream(delays).distinct().count()).isEqualTo(1_000);
            long slice = longest(NO_CLOSE, tries).toNanos() / 10 + 1;
            long fullest = Arrays.stream(delays)
                    .boxed()
                    .collect(Collectors.groupingBy(each -> each / slice, Collectors.counting()))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElseThrow();
            assertThat(fullest).as("of 1,000 in one tenth of step %d", tries).isLessThan(150);
        }
    }

    @Test
    void neverStopsAlways() {
        assertThat(ReconnectStrategy.never().delay(context(1012, 0, 0.5))).isEmpty();
    }
}
