package dev.adieu.websocket.impl.connection.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks and decodes one message of text whose bytes come in pieces that may end inside a character. What is not UTF-8
 * is refused at the first byte that cannot belong to it (RFC 6455, section 8.1; RFC 3629, section 4). Not safe for
 * several threads.
 */
public final class Utf8 {

    private static final VarHandle LONG_AT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final byte[] NOTHING = {};

    /** The bytes of the current character that have come, if it is incomplete. */
    private int begun;
    /** The bytes of the current character that are missing. */
    private int missing;
    /** The smallest value that the next byte of the current character may have. */
    private int lowest = 0x80;
    /** The largest value that it may have. */
    private int highest = 0xBF;
    /** The first bytes of an incomplete character at the end of the last part. */
    private byte[] incomplete = NOTHING;

    /**
     * Checks the next bytes.
     *
     * @throws CharacterCodingException if they cannot belong to UTF-8 behind those before
     */
    public void check(byte[] bytes, int from, int to) throws CharacterCodingException {
        int i = from;
        while (i < to) {
            if (missing == 0) {
                i = endOfAscii(bytes, i, to);
            }
            if (i < to) {
                check(Byte.toUnsignedInt(bytes[i++]));
            }
        }
    }

    private static int endOfAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - Long.BYTES && ((long) LONG_AT.get(bytes, i) & NOT_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    private void check(int next) throws CharacterCodingException {
        if (missing == 0) {
            begin(next);
        } else if (next < lowest || next > highest) {
            throw new MalformedInputException(begun);
        } else {
            begun++;
            missing--;
            lowest = 0x80;
            highest = 0xBF;
        }
    }

    /** Excludes overlong forms, surrogates and what is above U+10FFFF by the range of the second byte. */
    private void begin(int first) throws CharacterCodingException {
        if (first >= 0xC2 && first <= 0xDF) {
            missing = 1;
        } else if (first >= 0xE0 && first <= 0xEF) {
            missing = 2;
            lowest = first == 0xE0 ? 0xA0 : 0x80;
            highest = first == 0xED ? 0x9F : 0xBF;
        } else if (first >= 0xF0 && first <= 0xF4) {
            missing = 3;
            lowest = first == 0xF0 ? 0x90 : 0x80;
            highest = first == 0xF4 ? 0x8F : 0xBF;
        } else {
            throw new MalformedInputException(1);
        }
        begun = 1;
    }

    /**
     * Checks that the message may end here.
     *
     * @throws CharacterCodingException if it ends inside a character
     */
    public void checkEnd() throws CharacterCodingException {
        if (missing > 0) {
            throw new MalformedInputException(begun);
        }
    }

    /**
     * Decodes the next part. A character whose bytes are not all there yet is kept for the next part, or refused if
     * this is the last one.
     */
    public String decode(byte[] part, boolean last) throws CharacterCodingException {
        check(part, 0, part.length);
        if (last) {
            checkEnd();
        }
        byte[] bytes = part;
        if (incomplete.length > 0) {
            bytes = Arrays.copyOf(incomplete, incomplete.length + part.length);
            System.arraycopy(part, 0, bytes, incomplete.length, part.length);
        }
        int end = bytes.length - (missing > 0 ? begun : 0);
        incomplete = end == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, end, bytes.length);
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Checks and decodes a whole text at once. */
    public static String decodeWhole(byte[] bytes, int from, int to) throws CharacterCodingException {
        String decoded = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // Java replaces malformed input by U+FFFD. Only if the result contains one, the input is checked strictly.
        if (decoded.indexOf('\uFFFD') >= 0) {
            Utf8 strict = new Utf8();
            strict.check(bytes, from, to);
            strict.checkEnd();
        }
        return decoded;
    }
}
