package dev.adieu.websocket.impl.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates compressed messages (RFC 7692, section 7.2.2), frame by frame, and stops at the limit that the session has at that moment: a small frame
 * can become a thousand times larger.
 */
final class MessageInflater extends MessageToMessageDecoder<WebSocketFrame> {

    private static final int RSV1 = 4;
    /** What the peer has left out at the end of each message. */
    private static final byte[] TAIL = {0, 0, -1, -1};
    private static final int CHUNK = 8 * 1024;

    private final boolean keepsContext;
    private final Supplier<MessageLimits> limits;
    private final Inflater inflater = new Inflater(true);
    /** Whether the message that is being received is text, and whether it is compressed. */
    private boolean text;
    private boolean compressed;
    private boolean failed;

    /** Keeps the context from message to message unless the server said {@code server_no_context_takeover}. */
    MessageInflater(boolean keepsContext, Supplier<MessageLimits> limits) {
        super(WebSocketFrame.class);
        this.keepsContext = keepsContext;
        this.limits = limits;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) {
        boolean isFirst = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        if (isFirst) {
            text = frame instanceof TextWebSocketFrame;
            compressed = (frame.rsv() & RSV1) != 0;
        }
        if (!compressed || !isFirst && !(frame instanceof ContinuationWebSocketFrame)) {
            out.add(frame.retain());
        } else if (!failed) {
            ByteBuf content = inflate(ctx, frame);
            out.add(content == null ? new OversizedFrame(limits.get().max(text)) : inflated(frame, content));
        }
    }

    private static WebSocketFrame inflated(WebSocketFrame frame, ByteBuf content) {
        int rsv = frame.rsv() & ~RSV1;
        boolean last = frame.isFinalFragment();
        return frame instanceof TextWebSocketFrame ? new TextWebSocketFrame(last, rsv, content)
                : frame instanceof BinaryWebSocketFrame ? new BinaryWebSocketFrame(last, rsv, content)
                : new ContinuationWebSocketFrame(last, rsv, content);
    }

    /** What a frame becomes; {@code null} if that is more than the limit. */
    private ByteBuf inflate(ChannelHandlerContext ctx, WebSocketFrame frame) {
        ByteBuf content = ctx.alloc().buffer(CHUNK);
        boolean complete = false;
        try {
            boolean last = frame.isFinalFragment();
            complete = inflate(ByteBufUtil.getBytes(frame.content()), content) && (!last || inflate(TAIL, content));
            if (complete && last && !keepsContext) {
                inflater.reset();
            }
            return complete ? content : null;
        } catch (DataFormatException e) {
            throw new DecompressionException("the DEFLATE data is malformed: " + e.getMessage(), e);
        } finally {
            if (!complete) {
                failed = true;
                content.release();
            }
        }
    }

    /** Whether all of it was within the limit. */
    private boolean inflate(byte[] input, ByteBuf to) throws DataFormatException {
        int limit = limits.get().max(text);
        byte[] chunk = new byte[CHUNK];
        inflater.setInput(input);
        int count = inflater.inflate(chunk);
        while (count > 0 || inflater.finished()) {
            to.writeBytes(chunk, 0, count);
            if (to.readableBytes() > limit) {
                return false;
            }
            if (inflater.finished()) {
                restart(input);
            }
            count = inflater.inflate(chunk);
        }
        return true;
    }

    /** A block may say that it is the last, and others follow all the same (RFC 7692, section 7.2.3.4). */
    private void restart(byte[] input) {
        byte[] rest = Arrays.copyOfRange(input, input.length - inflater.getRemaining(), input.length);
        inflater.reset();
        inflater.setInput(rest);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        inflater.end();
    }
}
