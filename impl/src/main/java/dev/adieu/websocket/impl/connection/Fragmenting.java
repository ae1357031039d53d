package dev.adieu.websocket.impl.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import dev.adieu.websocket.impl.closing.CloseReasons;
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

    WebSocketFrame wholeText(String text) {
        checkNone(Kind.TEXT);
        return new TextWebSocketFrame(true, 0, utf8(text));
    }

    WebSocketFrame wholeBinary(ByteBuf bytes) {
        checkNone(Kind.BINARY);
        return new BinaryWebSocketFrame(true, 0, bytes);
    }

    WebSocketFrame partOfText(String part, boolean last) {
        boolean first = begins(Kind.TEXT, last);
        String text = half + part;
        half = "";
        if (!last && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            half = text.substring(text.length() - 1);
            text = text.substring(0, text.length() - 1);
        }
        return first ? new TextWebSocketFrame(last, 0, utf8(text)) : new ContinuationWebSocketFrame(last, 0, utf8(text));
    }

    WebSocketFrame partOfBinary(ByteBuf part, boolean last) {
        return begins(Kind.BINARY, last) ? new BinaryWebSocketFrame(last, 0, part) : new ContinuationWebSocketFrame(last, 0, part);
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
    private static ByteBuf utf8(String text) {
        return Unpooled.wrappedBuffer(CloseReasons.scalarValues(text).getBytes(StandardCharsets.UTF_8));
    }
}
