package dev.adieu.websocket.impl.connection.send;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Reports progress from below TLS, which does not say how much of a large message the peer has accepted. Event loop
 * only.
 */
public final class ProgressHandler extends ChannelOutboundHandlerAdapter {

    private final SendListener listener;

    public ProgressHandler(SendListener listener) {
        this.listener = listener;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise.unvoid().addListener(written -> {
            if (written.isSuccess()) {
                listener.bytesAccepted(0);
            }
        }));
    }
}
