package dev.adieu.websocket.impl.connection.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Asks a SOCKS proxy for a tunnel to the server. When the pipeline is active it begins to ask; when the proxy agrees,
 * it leaves the pipeline to those who use the tunnel. Event loop only.
 */
abstract class SocksTunnel extends ByteToMessageDecoder {

    final Tunnel tunnel;

    SocksTunnel(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    /** Writes what the client says first. */
    abstract void begin(ByteBuf out) throws TunnelRefusedException;

    /**
     * Reads an answer, if all of it is there.
     *
     * @param out for what the client says then
     * @return whether the proxy has agreed
     */
    abstract boolean read(ByteBuf in, ByteBuf out) throws TunnelRefusedException;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ByteBuf out = ctx.alloc().buffer();
        try {
            begin(out);
            ctx.writeAndFlush(out);
        } catch (TunnelRefusedException e) {
            out.release();
            tunnel.listener().tunnelFailed(e);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> messages) {
        ByteBuf out = ctx.alloc().buffer();
        try {
            boolean agreed = read(in, out);
            if (out.isReadable()) {
                ctx.writeAndFlush(out.retain());
            }
            if (agreed) {
                tunnel.listener().tunnelOpen(ctx.pipeline());
                ctx.fireChannelActive();
                // Passes on the bytes that came in the same segment as the answer.
                ctx.pipeline().remove(this);
            }
        } catch (TunnelRefusedException e) {
            in.skipBytes(in.readableBytes());
            tunnel.listener().tunnelFailed(e);
        } finally {
            out.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        tunnel.heard(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        tunnel.failed(thrown);
    }
}
