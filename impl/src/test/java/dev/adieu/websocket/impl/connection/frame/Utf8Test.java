package dev.adieu.websocket.impl.connection.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /** Returns the result of one strict decoder for all bytes at once; {@code null} if they are not UTF-8. */
    private static String strictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String whole(byte[] bytes) {
        try {
            return Utf8.decodeWhole(bytes, 0, bytes.length);
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String inParts(byte[] bytes, Random random) {
        Utf8 utf8 = new Utf8();
        StringBuilder text = new StringBuilder();
        try {
            int from = 0;
            do {
                int to = from + random.nextInt(bytes.length - from + 1);
                text.append(utf8.decode(Arrays.copyOfRange(bytes, from, to), to == bytes.length));
                from = to;
            } while (from < bytes.length);
            return text.toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    @Test
    void anyBytesAreDecodedOrRefusedInWholeAndInPartsAsByOneStrictDecoder() {
        long seed = new Random().nextLong();
        System.out.println("random bytes with the seed " + seed);
        Random random = new Random(seed);
        byte[][] pieces = {
            {'a'},
            {(byte) 0xC3, (byte) 0xA4},
            {(byte) 0xE2, (byte) 0x82, (byte) 0xAC},
            {(byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0x80},
            {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD},
            {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF8},
            {(byte) 0xFF},
            {(byte) 0x80},
            {(byte) 0xE2, (byte) 0x82}
        };
        int good = 0;
        for (int round = 0; round < 50_000; round++) {
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            int bound = random.nextBoolean() ? 6 : pieces.length;
            random.ints(random.nextInt(8), 0, bound).forEach(piece -> made.writeBytes(pieces[piece]));
            byte[] bytes = made.toByteArray();
            String expected = strictly(bytes);
            good += expected == null ? 0 : 1;
            assertThat(whole(bytes)).isEqualTo(expected);
            assertThat(inParts(bytes, random)).isEqualTo(expected);
        }
        assertThat(good).isBetween(10_000, 45_000);
    }

    @Test
    void everySequenceOfTwoBytesIsTakenOrRefusedRightly() {
        for (int pair = 0; pair < 0x10000; pair++) {
            byte[] bytes = {(byte) (pair >> 8), (byte) pair};
            String expected = strictly(bytes);
            assertThat(whole(bytes)).isEqualTo(expected);
            assertThat(inParts(bytes, new Random(pair))).isEqualTo(expected);
        }
    }

    @Test
    void whatIsInFrontOfTheTextIsNotDecoded() throws CharacterCodingException {
        assertThat(Utf8.decodeWhole(new byte[] {(byte) 0xFF, 'x', (byte) 0xEF, (byte) 0xBF, (byte) 0xBD}, 1, 5))
                .isEqualTo("x\uFFFD");
        assertThat(Utf8.decodeWhole(new byte[] {(byte) 0xFF, (byte) 0xFF}, 2, 2))
                .isEmpty();
    }

    @Test
    void aByteOrderMarkIsKept() {
        assertThat(whole(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'x'}))
                .isEqualTo("\uFEFFx");
    }

    @Test
    void oneDecodesOneMessageAfterTheOther() throws CharacterCodingException {
        Utf8 utf8 = new Utf8();
        assertThat(utf8.decode(new byte[] {(byte) 0xC3}, false)).isEmpty();
        assertThat(utf8.decode(new byte[] {(byte) 0xA4}, true)).isEqualTo("ä");
        assertThat(utf8.decode(new byte[] {'b'}, false)).isEqualTo("b");
        assertThat(utf8.decode(new byte[0], true)).isEmpty();
    }
}
