package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.connection.WebSocketConnection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Sits below TLS, which does not say how much of a large message the peer has taken, and tells the connection when
 * something was.
 */
public final class ProgressHandler extends ChannelOutboundHandlerAdapter {

    private final WebSocketConnection connection;

    public ProgressHandler(WebSocketConnection connection) {
        this.connection = connection;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise.unvoid().addListener(written -> {
            if (written.isSuccess()) {
                connection.progressed();
            }
        }));
    }
}
