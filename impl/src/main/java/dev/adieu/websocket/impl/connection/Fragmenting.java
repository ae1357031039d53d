package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.impl.closing.CloseReasons;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes data frames, and knows the message that is being sent in parts: its frames may not be interleaved with those of another (RFC 6455,
 * section 5.4). Guarded by the lock of its connection.
 */
final class Fragmenting {

    private enum Kind {
        TEXT, BINARY
    }

    /** {@code null} if no message is being sent in parts. */
    private Kind open;
    /** The first half of a surrogate pair whose second half comes with the next part. */
    private String half = "";

    OutgoingFrame wholeText(String text) {
        checkNone(Kind.TEXT);
        return OutgoingFrame.data(Opcode.TEXT, true, utf8(text));
    }

    OutgoingFrame wholeBinary(ByteBuffer bytes) {
        checkNone(Kind.BINARY);
        return OutgoingFrame.data(Opcode.BINARY, true, bytes);
    }

    OutgoingFrame partOfText(String part, boolean last) {
        boolean first = begins(Kind.TEXT, last);
        String text = half + part;
        half = "";
        if (!last && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            half = text.substring(text.length() - 1);
            text = text.substring(0, text.length() - 1);
        }
        return OutgoingFrame.data(first ? Opcode.TEXT : Opcode.CONTINUATION, last, utf8(text));
    }

    OutgoingFrame partOfBinary(ByteBuffer part, boolean last) {
        return OutgoingFrame.data(begins(Kind.BINARY, last) ? Opcode.BINARY : Opcode.CONTINUATION, last, part);
    }

    private boolean begins(Kind kind, boolean last) {
        boolean first = open == null;
        if (open != kind) {
            checkNone(kind);
        }
        open = last ? null : kind;
        return first;
    }

    private void checkNone(Kind wanted) {
        if (open != null) {
            throw new IllegalStateException("a " + wanted + " message cannot be sent while a " + open + " message is being sent in parts"
                    + " (RFC 6455, section 5.4); send its last part first");
        }
    }

    /** A string with unpaired surrogates is sent as browsers do, with U+FFFD in their place. */
    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(CloseReasons.scalarValues(text).getBytes(StandardCharsets.UTF_8));
    }
}
