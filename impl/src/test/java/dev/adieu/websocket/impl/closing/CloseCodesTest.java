package dev.adieu.websocket.impl.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.InvalidAccessException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every code of 17 bits, those next to the ends of {@code int}, and random ones, against tables made by listing. */
class CloseCodesTest {

    private static final long SEED = new Random().nextLong();

    private static final Set<Integer> APPLICATIONS =
            IntStream.rangeClosed(3000, 4999).boxed().collect(Collectors.toSet());
    private static final Set<Integer> RFC_6455 =
            with(APPLICATIONS, 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014);
    private static final Set<Integer> BROWSER = with(APPLICATIONS, 1000);
    private static final Set<Integer> NEVER_ON_THE_WIRE = Set.of(1005, 1006, 1015);

    private static Set<Integer> with(Set<Integer> codes, Integer... more) {
        Set<Integer> all = new HashSet<>(codes);
        all.addAll(List.of(more));
        return all;
    }

    private static IntStream codes() {
        System.out.println("random codes with the seed " + SEED);
        IntStream near = IntStream.rangeClosed(-70_000, 140_000);
        IntStream ends = IntStream.of(
                Integer.MIN_VALUE,
                Integer.MIN_VALUE + 1,
                Integer.MAX_VALUE - 1,
                Integer.MAX_VALUE,
                1000 + (1 << 16),
                1000 - (1 << 16));
        return IntStream.concat(IntStream.concat(near, ends), new Random(SEED).ints(1_000_000));
    }

    @Test
    void anApplicationMayNameWhatTheBrowserLetsItsPagesName() {
        assertThat(codes().filter(code -> CloseCodes.mayBeNamed(code, CloseRules.BROWSER) != BROWSER.contains(code)))
                .isEmpty();
    }

    @Test
    void anApplicationMayNameWhatRfc6455LetsAClientSend() {
        assertThat(codes().filter(code -> CloseCodes.mayBeNamed(code, CloseRules.RFC6455) != RFC_6455.contains(code)))
                .isEmpty();
        assertThat(codes().filter(code -> CloseCodes.mayBeSent(code) != RFC_6455.contains(code)))
                .isEmpty();
    }

    @Test
    void aPeerMaySendEveryCodeToABrowserButThoseThatAreNeverOnTheWire() {
        assertThat(codes().filter(code ->
                        CloseCodes.mayBeReceived(code, CloseRules.BROWSER) == NEVER_ON_THE_WIRE.contains(code)))
                .isEmpty();
    }

    @Test
    void aPeerMaySendUnderRfc6455WhatItAssigns() {
        assertThat(codes().filter(
                                code -> CloseCodes.mayBeReceived(code, CloseRules.RFC6455) != RFC_6455.contains(code)))
                .isEmpty();
    }

    @Test
    void aCodeThatIsNotAllowedIsRefusedWithItsNameTheRuleAndTheWayOut() {
        codes().filter(code -> !BROWSER.contains(code))
                .skip(70_000)
                .limit(2_000)
                .forEach(code -> assertThatThrownBy(() -> CloseArguments.check(code, "", CloseRules.BROWSER))
                        .isExactlyInstanceOf(InvalidAccessException.class)
                        .hasMessageContaining("close code " + code + " ")
                        .hasMessageContaining("1000 and 3000-4999")
                        .hasMessageContaining("adieu.rules=rfc6455"));
    }

    @Test
    void aBodyHasSixteenBitsForItsCodeAndNoReasonWithoutOne() {
        assertThatThrownBy(() -> new CloseBody(-1, "")).hasMessageContaining("16 bits, not -1");
        assertThatThrownBy(() -> new CloseBody(65536, "")).hasMessageContaining("16 bits, not 65536");
        assertThatThrownBy(() -> new CloseBody(1005, "r")).hasMessageContaining("needs a code");
        assertThat(new CloseBody(65535, "r").isEmpty()).isFalse();
        assertThat(CloseBody.EMPTY.isEmpty()).isTrue();
    }
}
