package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.Fact;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import javax.net.ssl.SSLException;

/**
 * Reads the frames of an established connection and tells the connection what they mean. Event loop only, but for the counting of what the
 * endpoint has not taken yet.
 */
final class FrameReader extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final WebSocketConnection connection;
    private final MessageAssembler messages;
    private final Backlog backlog;
    /** Frames that came before {@code onOpen} returned, from the first data frame on: only then is it known how the endpoint takes them. */
    private final ArrayDeque<WebSocketFrame> held = new ArrayDeque<>(1);
    /** What ended the frames, a failure or the peer's end of TCP, if it came behind frames that are held. */
    private Runnable heldEnd;
    private boolean delivering;
    /** Whether a message was larger than the session takes. What follows it is not delivered. */
    private boolean tooBig;
    private ChannelHandlerContext ctx;

    FrameReader(WebSocketConnection connection) {
        this.connection = connection;
        this.messages = new MessageAssembler(connection::limits, connection.listener());
        this.backlog = new Backlog(this::resume);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(WebSocketFrame::release);
        held.clear();
        messages.discard();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        connection.touched();
        boolean holds = !delivering && connection.closing().state() == ReadyState.OPEN;
        if (holds && (!held.isEmpty() || isData(frame))) {
            held.add(frame.retain());
            context.channel().config().setAutoRead(false);
        } else {
            read(frame);
        }
    }

    private static boolean isData(WebSocketFrame frame) {
        return !(frame instanceof CloseWebSocketFrame || frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame);
    }

    /** {@code onOpen} has returned. */
    void deliver() {
        delivering = true;
        stopHolding();
    }

    /** Reads what was held, and goes on reading unless the endpoint is behind. */
    void stopHolding() {
        for (WebSocketFrame frame = held.poll(); frame != null; frame = held.poll()) {
            try {
                read(frame);
            } finally {
                frame.release();
            }
        }
        if (heldEnd != null) {
            Runnable end = heldEnd;
            heldEnd = null;
            end.run();
        }
        resume();
    }

    private void resume() {
        if (ctx.executor().inEventLoop()) {
            ctx.channel().config().setAutoRead(!mustWait());
        } else {
            ctx.executor().execute(this::resume);
        }
    }

    /** Once messages are no longer delivered there is nobody to wait for. */
    private boolean mustWait() {
        return backlog.isFull() && connection.closing().state() == ReadyState.OPEN;
    }

    private void read(WebSocketFrame frame) {
        if (!connection.closing().readsFrames()) {
            return;
        }
        try {
            if (frame instanceof CloseWebSocketFrame) {
                connection.happened(new Fact.CloseReceived(CloseBodies.decode(frame.content())));
            } else if (frame instanceof PingWebSocketFrame) {
                answer(frame.content());
            } else if (!tooBig && connection.closing().deliversMessages()) {
                readForEndpoint(frame);
            }
        } catch (CharacterCodingException e) {
            connection.fail(new CloseGrounds(CloseCause.INVALID_PAYLOAD, "invalid UTF-8",
                    new IOException("the peer sent text that is not UTF-8 (RFC 6455, section 8.1)", e)));
        }
    }

    private void answer(ByteBuf payload) {
        if (connection.closing().answersPings()) {
            connection.answerPing(ByteBuffer.wrap(ByteBufUtil.getBytes(payload)));
        }
    }

    private void readForEndpoint(WebSocketFrame frame) throws CharacterCodingException {
        int size = frame.content().readableBytes();
        if (frame instanceof PongWebSocketFrame) {
            byte[] payload = ByteBufUtil.getBytes(frame.content());
            deliver(size, () -> connection.listener().pong(payload));
            return;
        }
        if (frame instanceof OversizedFrame oversized) {
            messages.discard();
            tooBig(oversized.limit(), "message");
            return;
        }
        MessageAssembler.Result result = messages.add(frame);
        if (result.tooBig()) {
            tooBig(result.limit(), result.text() ? "text message" : "binary message");
        } else if (result.delivery() != null) {
            deliver(result.size(), result.delivery());
        }
    }

    private void tooBig(int limit, String what) {
        tooBig = true;
        connection.tooBig(new IOException("the peer sent a message of more than " + limit + " bytes, the limit for a " + what + " of this session"));
    }

    private void deliver(int size, Runnable message) {
        backlog.add(size);
        connection.deliver(message, () -> backlog.remove(size));
        if (mustWait()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** The frames end here; those that came before are read first. */
    private void end(Runnable end) {
        if (held.isEmpty()) {
            end.run();
        } else if (heldEnd == null) {
            heldEnd = end;
        }
    }

    private void fail(CloseCause cause, String reason, Throwable failure) {
        end(() -> connection.fail(new CloseGrounds(cause, reason, failure)));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.writable();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // A FIN, or with TLS the alert that comes before it: nothing more will arrive.
        if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
            end(() -> connection.happened(new Fact.PeerEndedTcp()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        // What decoders throw is wrapped, unless it is of a kind of their own.
        Throwable cause = thrown.getClass() == DecoderException.class && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CorruptedWebSocketFrameException) {
            fail(CloseCause.PROTOCOL_ERROR, "protocol error",
                    new IOException("the peer broke the WebSocket protocol (RFC 6455): " + cause.getMessage(), cause));
        } else if (cause instanceof DecompressionException) {
            fail(CloseCause.INVALID_PAYLOAD, "invalid compressed data",
                    new IOException("the peer sent a compressed message that cannot be inflated (RFC 7692): " + cause.getMessage(), cause));
        } else if (cause instanceof SSLException) {
            connection.tcpFailed(cause);
            context.close();
        } else if (cause instanceof IOException) {
            connection.tcpFailed(cause);
        } else {
            fail(CloseCause.PROTOCOL_ERROR, "protocol error", new IOException("a frame could not be read: " + cause, cause));
        }
    }
}
