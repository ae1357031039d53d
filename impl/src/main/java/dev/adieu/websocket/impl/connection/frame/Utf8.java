package dev.adieu.websocket.impl.connection.frame;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes one message of text, which may come in parts that end inside a character, and refuses what is not UTF-8 (RFC
 * 6455, section 8.1). Not safe for several threads.
 */
public final class Utf8 {

    private final CharsetDecoder decoder = strictDecoder();
    private ByteBuffer incomplete = ByteBuffer.allocate(0);

    /**
     * Decodes the next part. A character whose bytes are not all there yet is kept for the next part, or refused if
     * this is the last one.
     */
    public String decode(byte[] part, boolean last) throws CharacterCodingException {
        ByteBuffer in = ByteBuffer.allocate(incomplete.remaining() + part.length);
        in.put(incomplete).put(part).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CoderResult result = decoder.decode(in, out, last);
        if (result.isUnderflow() && last) {
            result = decoder.flush(out);
        }
        if (result.isError()) {
            result.throwException();
        }
        incomplete = in;
        if (last) {
            decoder.reset();
        }
        return out.flip().toString();
    }

    /** Decodes at once the whole text that begins at an offset. */
    public static String decodeWhole(byte[] bytes, int offset) throws CharacterCodingException {
        String decoded = new String(bytes, offset, bytes.length - offset, StandardCharsets.UTF_8);
        // The fast way puts U+FFFD where something is wrong; only where there is one need it be told from a real one.
        return decoded.indexOf('\uFFFD') < 0
                ? decoded
                : strictDecoder()
                        .decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset))
                        .toString();
    }

    private static CharsetDecoder strictDecoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
