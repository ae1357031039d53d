package dev.adieu.websocket.impl.connection;

import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** A frame that was accepted for sending, until its bytes have been handed to the operating system. */
public final class Outbound implements ChannelProgressiveFutureListener {

    /** Hears what became of a send: {@code null} once its bytes are with the operating system, the failure if the connection ended first. */
    @FunctionalInterface
    public interface Completion {
        void completed(Throwable failure);

        /** Whether whoever sends is going to wait for this, and may as well write the message himself. */
        default boolean isAwaited() {
            return false;
        }
    }

    private final WebSocketConnection connection;
    final WebSocketFrame frame;
    /** What it adds to {@code bufferedAmount}: nothing for a control frame. */
    final int payload;
    private final Completion completion;
    /** How much of the payload is no longer buffered. Only who writes it. */
    private int taken;

    Outbound(WebSocketConnection connection, WebSocketFrame frame, Completion completion) {
        this.connection = connection;
        this.frame = frame;
        this.payload = isControl(frame) ? 0 : frame.content().readableBytes();
        this.completion = completion;
    }

    private static boolean isControl(WebSocketFrame frame) {
        return frame instanceof CloseWebSocketFrame || frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame;
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
        // The header goes first, and is no payload. Compressed, there is less on the wire than was counted.
        long header = Math.max(0, total - payload);
        take((int) Math.max(taken, Math.min(payload, progress - header)));
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture future) {
        connection.doneByNetty();
        if (future.isSuccess()) {
            take(payload);
        }
        completion.completed(future.cause());
    }

    /** Its bytes were written without Netty, but for so many. */
    void writtenButFor(int rest) {
        take(Math.max(0, payload - rest));
    }

    /** All its bytes were written without Netty. */
    void written() {
        writtenButFor(0);
        frame.release();
        completion.completed(null);
    }

    boolean isAwaited() {
        return completion.isAwaited();
    }

    private void take(int upTo) {
        connection.taken(upTo - taken);
        taken = upTo;
    }

    boolean isWholeMessage() {
        return frame.isFinalFragment() && !(frame instanceof ContinuationWebSocketFrame);
    }

    /** Takes it back if none of it has been written; its completion hears why. A part of a message cannot be taken back. */
    public boolean withdraw(Throwable why) {
        return connection.withdraw(this, why);
    }

    /** It will never be written. */
    void discard(Throwable why) {
        frame.release();
        completion.completed(why);
    }
}
