package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.closing.CloseCodes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;
import java.util.function.Supplier;

/**
 * Netty's frame decoder, with what it leaves open: the limit is asked for at each frame, since an application may change it, and what is larger is
 * thrown away without losing the frames behind it; reserved bits are checked
 * where an extension uses one of them (RFC 6455, section 5.2; RFC 7692, section 6); and close codes are checked by our rules.
 */
final class FrameDecoder extends WebSocket13FrameDecoder {

    private static final int RSV1 = 0x40;
    private static final int RSV2_AND_3 = 0x30;

    private final CloseRules rules;
    private final boolean deflate;
    private final Supplier<MessageLimits> limits;
    private boolean atFrameBoundary = true;
    /** Whether a frame was oversized. There is nothing to do with data any more, so its payload is not kept either. */
    private boolean oversized;
    /** How many bytes of payload are still to be thrown away. */
    private long excess;

    FrameDecoder(CloseRules rules, boolean deflate, Supplier<MessageLimits> limits) {
        super(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .allowMaskMismatch(false)
                .allowExtensions(deflate)
                .maxFramePayloadLength(Integer.MAX_VALUE)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build());
        this.rules = rules;
        this.deflate = deflate;
        this.limits = limits;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (excess > 0) {
            throwAway(in);
            return;
        }
        if (atFrameBoundary) {
            if (in.readableBytes() < 2 || in.readableBytes() < headerLength(in)) {
                return;
            }
            checkReservedBits(in);
            if (isOversized(in)) {
                skipOversized(in, out);
                return;
            }
            atFrameBoundary = false;
        }
        super.decode(ctx, in, out);
        atFrameBoundary = !out.isEmpty();
    }

    private static int headerLength(ByteBuf in) {
        return switch (in.getByte(in.readerIndex() + 1) & 0x7F) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private void checkReservedBits(ByteBuf in) {
        int first = in.getByte(in.readerIndex());
        int opcode = first & 0x0F;
        boolean startsMessage = opcode == 1 || opcode == 2;
        if (deflate && ((first & RSV2_AND_3) != 0 || (first & RSV1) != 0 && !startsMessage)) {
            skip(in);
            throw new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit is set that no extension uses here");
        }
    }

    /** Only data frames are; one that Netty refuses for its header is left to Netty. */
    private boolean isOversized(ByteBuf in) {
        int first = in.getByte(in.readerIndex());
        boolean isData = (first & 0x0F) <= 2;
        boolean isMasked = in.getByte(in.readerIndex() + 1) < 0;
        boolean mayHaveItsBits = deflate || (first & (RSV1 | RSV2_AND_3)) == 0;
        long length = payloadLength(in);
        return isData && !isMasked && mayHaveItsBits && (length > limits.get().maxFrame() || oversized && length >= 0);
    }

    private static long payloadLength(ByteBuf in) {
        return switch (headerLength(in)) {
            case 4 -> in.getUnsignedShort(in.readerIndex() + 2);
            case 10 -> in.getLong(in.readerIndex() + 2);
            default -> in.getByte(in.readerIndex() + 1) & 0x7F;
        };
    }

    private void skipOversized(ByteBuf in, List<Object> out) {
        if (!oversized) {
            oversized = true;
            out.add(new OversizedFrame(limits.get().maxFrame()));
        }
        excess = payloadLength(in);
        in.skipBytes(headerLength(in));
        throwAway(in);
    }

    private void throwAway(ByteBuf in) {
        int now = (int) Math.min(excess, in.readableBytes());
        in.skipBytes(now);
        excess -= now;
    }

    /** What follows a broken header means nothing. */
    private static void skip(ByteBuf in) {
        in.skipBytes(in.readableBytes());
    }

    @Override
    protected void checkCloseFrameBody(ChannelHandlerContext ctx, ByteBuf body) {
        if (!body.isReadable()) {
            return;
        }
        int code = body.getUnsignedShort(body.readerIndex());
        if (!CloseCodes.mayBeReceived(code, rules)) {
            throw new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "a Close frame has the code " + code + ", which must not be sent");
        }
    }
}
