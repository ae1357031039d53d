package dev.adieu.websocket.impl.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random UTF-16 strings, and those at the border, against an encoder written from the definition of UTF-8 (RFC 3629,
 * section 3).
 */
class CloseReasonsTest {

    private static final int ROUNDS = 50_000;
    private static final long SEED = new Random().nextLong();

    /** Returns the bytes of a {@code USVString}, made code unit by code unit. */
    private static byte[] encode(String utf16) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < utf16.length(); i++) {
            int c = utf16.charAt(i);
            if (c >= 0xD800
                    && c < 0xDC00
                    && i + 1 < utf16.length()
                    && utf16.charAt(i + 1) >= 0xDC00
                    && utf16.charAt(i + 1) < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (utf16.charAt(++i) - 0xDC00);
            } else if (c >= 0xD800 && c < 0xE000) {
                c = 0xFFFD;
            }
            if (c < 0x80) {
                bytes.write(c);
            } else if (c < 0x800) {
                bytes.write(0xC0 | c >> 6);
                bytes.write(0x80 | c & 0x3F);
            } else if (c < 0x10000) {
                bytes.write(0xE0 | c >> 12);
                bytes.write(0x80 | c >> 6 & 0x3F);
                bytes.write(0x80 | c & 0x3F);
            } else {
                bytes.write(0xF0 | c >> 18);
                bytes.write(0x80 | c >> 12 & 0x3F);
                bytes.write(0x80 | c >> 6 & 0x3F);
                bytes.write(0x80 | c & 0x3F);
            }
        }
        return bytes.toByteArray();
    }

    /** Returns any UTF-16, well-formed or not, with much around the limit and many surrogates. */
    private static String anyString(Random random) {
        int length = random.nextInt(140);
        int kind = random.nextInt(5);
        StringBuilder string = new StringBuilder();
        while (string.length() < length) {
            string.append(
                    switch (kind == 4 ? random.nextInt(4) : kind) {
                        case 0 -> Character.toString(random.nextInt(0x80));
                        case 1 -> Character.toString(random.nextInt(0x1_0000));
                        case 2 -> Character.toString(0xD800 + random.nextInt(0x800));
                        default -> Character.toString(0x10000 + random.nextInt(0x10_0000));
                    });
        }
        return string.toString();
    }

    @Test
    void everyReasonIsTakenIfItFitsAndRefusedIfNot() {
        System.out.println("random reasons with the seed " + SEED);
        Random random = new Random(SEED);
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String reason = anyString(random);
            byte[] expected = encode(reason);
            CloseBody body = null;
            try {
                body = CloseArguments.check(4000, reason, CloseRules.BROWSER);
                taken++;
            } catch (SyntaxException refused) {
                assertThat(refused)
                        .hasMessageContaining("has " + expected.length + " bytes")
                        .hasMessageContaining("at most 123")
                        .hasMessageContaining("shorten");
            }
            assertThat(body != null).as("%s", reason).isEqualTo(expected.length <= 123);
            if (body != null) {
                assertThat(body.code()).isEqualTo(4000);
                assertThat(body.reason().getBytes(StandardCharsets.UTF_8)).isEqualTo(expected);
                assertThat(body.reason()).isEqualTo(new String(expected, StandardCharsets.UTF_8));
            }
        }
        assertThat(taken).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    @Test
    void aCutReasonIsTheLongestBeginningThatFits() {
        System.out.println("random reasons with the seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String reason = anyString(random);
            String cut = CloseReasons.cut(reason);
            String whole = new String(encode(reason), StandardCharsets.UTF_8);
            assertThat(whole).startsWith(cut);
            assertThat(encode(cut)).hasSizeLessThanOrEqualTo(123);
            if (cut.length() < whole.length()) {
                String oneMore = whole.substring(0, whole.offsetByCodePoints(cut.length(), 1));
                assertThat(encode(oneMore)).hasSizeGreaterThan(123);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"a, 1", "ü, 2", "€, 3", "😀, 4"})
    void aHundredAndTwentyThreeBytesFitAndOneMoreDoesNot(String character, int bytes) {
        String fits = character.repeat(123 / bytes) + "x".repeat(123 % bytes);
        assertThat(encode(fits)).hasSize(123);
        assertThat(CloseArguments.check(1000, fits, CloseRules.BROWSER)).isEqualTo(new CloseBody(1000, fits));
        assertThatThrownBy(() -> CloseArguments.check(1000, fits + "x", CloseRules.BROWSER))
                .isExactlyInstanceOf(SyntaxException.class)
                .hasMessageContaining("124 bytes");
        String ends = "x".repeat(124 - bytes) + character;
        assertThatThrownBy(() -> CloseArguments.check(1000, ends, CloseRules.BROWSER))
                .isExactlyInstanceOf(SyntaxException.class);
        assertThat(CloseReasons.cut(ends)).isEqualTo("x".repeat(124 - bytes));
    }

    @Test
    void anUnpairedSurrogateCountsAsItsReplacement() {
        assertThat(CloseArguments.check(1000, "\uD83D".repeat(41), CloseRules.BROWSER)
                        .reason())
                .isEqualTo("\uFFFD".repeat(41));
        assertThatThrownBy(() -> CloseArguments.check(1000, "\uD83D".repeat(41) + "x", CloseRules.BROWSER))
                .isExactlyInstanceOf(SyntaxException.class);
        assertThat(CloseArguments.check(1000, "\uDE00\uD83D", CloseRules.BROWSER)
                        .reason())
                .isEqualTo("\uFFFD\uFFFD");
        assertThat(CloseArguments.check(1000, "a\uDE00b", CloseRules.BROWSER).reason())
                .isEqualTo("a\uFFFDb");
        assertThat(CloseArguments.check(1000, "\uD83D\uDE00", CloseRules.BROWSER)
                        .reason())
                .isEqualTo("\uD83D\uDE00");
    }

    @Test
    void aByteOrderMarkAndANulStayAsTheyAre() {
        assertThat(CloseArguments.check(1000, "\uFEFFa\0b", CloseRules.BROWSER).reason())
                .isEqualTo("\uFEFFa\0b");
    }

    @ParameterizedTest
    @EnumSource
    void noReasonIsAnEmptyOne(CloseRules rules) {
        assertThat(CloseArguments.check(1000, null, rules)).isEqualTo(new CloseBody(1000, ""));
    }

    @ParameterizedTest
    @EnumSource
    void theCodeIsCheckedBeforeTheReason(CloseRules rules) {
        assertThatThrownBy(() -> CloseArguments.check(999, "x".repeat(124), rules))
                .isExactlyInstanceOf(InvalidAccessException.class);
    }
}
