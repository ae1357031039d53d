package dev.adieu.websocket.impl.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** Stands in its place among the frames for one whose payload was not kept, since it is larger than the session takes. */
final class OversizedFrame extends WebSocketFrame {

    private final int limit;

    OversizedFrame(int limit) {
        super(Unpooled.EMPTY_BUFFER);
        this.limit = limit;
    }

    /** How many bytes the session takes. */
    int limit() {
        return limit;
    }

    @Override
    public WebSocketFrame replace(ByteBuf content) {
        return new OversizedFrame(limit);
    }
}
