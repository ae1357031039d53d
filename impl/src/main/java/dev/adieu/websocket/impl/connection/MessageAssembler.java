package dev.adieu.websocket.impl.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.util.function.Supplier;

/**
 * Puts messages together from their frames, or gives their parts on as they come, as the endpoint takes them. Text is decoded on the way, so that
 * what is not UTF-8 is noticed in its place among the frames. Event loop only.
 */
final class MessageAssembler {

    private final Supplier<MessageLimits> currentLimits;
    private final ConnectionListener listener;
    /** Decodes the text that is being received in parts; {@code null} while there is none. */
    private Utf8 utf8;
    /** Whether the message that is being received is text. */
    private boolean text;
    /** Whether its parts are given on as they come; fixed when it begins. */
    private boolean partial;
    /** Its payload bytes so far. */
    private long size;
    /** The text so far, if it is collected and not given on in parts; {@code null} while there is none. */
    private StringBuilder characters;
    /** The bytes so far, likewise. */
    private ByteArrayOutputStream bytes;

    MessageAssembler(Supplier<MessageLimits> currentLimits, ConnectionListener listener) {
        this.currentLimits = currentLimits;
        this.listener = listener;
    }

    /**
     * What a frame led to.
     *
     * @param delivery {@code null} if the message is not complete yet
     */
    record Result(Runnable delivery, int size, boolean tooBig, boolean text, int limit) {
    }

    Result add(WebSocketFrame frame) throws CharacterCodingException {
        MessageLimits limits = currentLimits.get();
        boolean first = !(frame instanceof ContinuationWebSocketFrame);
        boolean last = frame.isFinalFragment();
        if (first) {
            text = frame instanceof TextWebSocketFrame;
            partial = limits.partial(text);
            size = 0;
        }
        ByteBuf content = frame.content();
        size = partial ? content.readableBytes() : size + content.readableBytes();
        if (size > limits.max(text)) {
            discard();
            return new Result(null, 0, true, text, limits.max(text));
        }
        Runnable delivery = text ? text(content, first, last) : binary(content, first, last);
        return new Result(delivery, (int) size, false, text, 0);
    }

    private Runnable text(ByteBuf content, boolean first, boolean last) throws CharacterCodingException {
        if (first && last) {
            String whole = Utf8.decodeWhole(content);
            return () -> listener.text(whole, true);
        }
        if (first) {
            utf8 = new Utf8();
            characters = new StringBuilder();
        }
        String part = utf8.decode(content, last);
        if (partial) {
            return () -> listener.text(part, last);
        }
        characters.append(part);
        if (!last) {
            return null;
        }
        String whole = characters.toString();
        discard();
        return () -> listener.text(whole, true);
    }

    private Runnable binary(ByteBuf content, boolean first, boolean last) {
        byte[] part = ByteBufUtil.getBytes(content);
        if (partial || first && last) {
            return () -> listener.binary(part, last);
        }
        if (first) {
            bytes = new ByteArrayOutputStream();
        }
        bytes.writeBytes(part);
        if (!last) {
            return null;
        }
        byte[] whole = bytes.toByteArray();
        discard();
        return () -> listener.binary(whole, true);
    }

    /** Gives the memory of a collected message back. */
    void discard() {
        utf8 = null;
        characters = null;
        bytes = null;
    }
}
