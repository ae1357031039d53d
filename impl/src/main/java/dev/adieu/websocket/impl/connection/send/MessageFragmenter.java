package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.closing.UsvString;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Creates data frames from messages and from their parts. While a message is being sent in parts, no other message may
 * begin (RFC 6455, section 5.4). All of its state is guarded by the lock of its connection.
 */
public final class MessageFragmenter {

    /** The opcode of the message that is being sent in parts; {@code null} if there is none. */
    private @Nullable Opcode open;
    /** The first half of a surrogate pair whose second half comes with the next part. */
    private String half = "";

    public OutgoingFrame wholeText(String text) {
        checkNone(Opcode.TEXT);
        return OutgoingFrame.data(Opcode.TEXT, true, utf8(text));
    }

    public OutgoingFrame wholeBinary(ByteBuffer bytes) {
        checkNone(Opcode.BINARY);
        return OutgoingFrame.data(Opcode.BINARY, true, bytes);
    }

    public OutgoingFrame partOfText(String part, boolean last) {
        Opcode opcode = next(Opcode.TEXT, last);
        String text = half + part;
        half = "";
        if (!last && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            half = text.substring(text.length() - 1);
            text = text.substring(0, text.length() - 1);
        }
        return OutgoingFrame.data(opcode, last, utf8(text));
    }

    public OutgoingFrame partOfBinary(ByteBuffer part, boolean last) {
        return OutgoingFrame.data(next(Opcode.BINARY, last), last, part);
    }

    private Opcode next(Opcode kind, boolean last) {
        Opcode next = open == null ? kind : Opcode.CONTINUATION;
        if (open != kind) {
            checkNone(kind);
        }
        open = last ? null : kind;
        return next;
    }

    private void checkNone(Opcode wanted) {
        if (open != null) {
            throw new IllegalStateException("a " + wanted + " message cannot be sent while a " + open
                    + " message is being sent in parts (RFC 6455, section 5.4); send its last part first");
        }
    }

    /** Encodes text as browsers do: with U+FFFD in the place of unpaired surrogates. */
    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(UsvString.of(text).getBytes(StandardCharsets.UTF_8));
    }
}
