package dev.adieu.websocket.impl.connection.handshake;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;

/**
 * Recognizes a server that answers a request without TLS with a TLS alert (RFC 8446, section 5.1), which no HTTP
 * response begins like. Event loop only.
 */
final class TlsRecordDetector extends ChannelInboundHandlerAdapter {

    private static final int ALERT = 21;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            ctx.pipeline().remove(this);
            if (bytes.getByte(bytes.readerIndex()) == ALERT) {
                bytes.release();
                ctx.fireExceptionCaught(new DecoderException(new IOException(
                        "the server speaks TLS on this port; use wss: instead of ws:, or another port")));
                return;
            }
        }
        ctx.fireChannelRead(message);
    }
}
