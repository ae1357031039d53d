package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.connection.frame.FrameEncoder;
import dev.adieu.websocket.impl.connection.frame.MaskingKeys;
import dev.adieu.websocket.impl.connection.frame.MessageDeflater;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames that are written as one buffer, since one write of Netty costs more than a small frame does. Each frame is
 * still completed by itself, when the operating system has accepted its bytes. Event loop only.
 */
public final class WriteBatch implements ChannelProgressiveFutureListener {

    private final SendListener listener;
    private final NettyWrites nettyWrites;
    private final List<QueuedFrame> queued;
    /** The frames as they are on the wire, perhaps compressed. */
    private final OutgoingFrame[] frames;
    /** The end of each frame in the buffer. */
    private final int[] ends;
    /** The number of frames that the operating system has accepted. */
    private int completed;

    private WriteBatch(SendListener listener, NettyWrites nettyWrites, List<QueuedFrame> queued) {
        this.listener = listener;
        this.nettyWrites = nettyWrites;
        this.queued = queued;
        this.frames = new OutgoingFrame[queued.size()];
        this.ends = new int[queued.size()];
    }

    /** Creates a batch of frames, compressed unless the deflater is {@code null}. */
    public static WriteBatch of(
            SendListener listener,
            NettyWrites nettyWrites,
            List<QueuedFrame> queued,
            @Nullable MessageDeflater deflater) {
        WriteBatch batch = new WriteBatch(listener, nettyWrites, queued);
        int end = 0;
        for (int i = 0; i < queued.size(); i++) {
            OutgoingFrame frame = queued.get(i).frame;
            batch.frames[i] = deflater == null ? frame : deflater.deflate(frame);
            end = Math.addExact(
                    end, FrameEncoder.length(batch.frames[i].payload().remaining()));
            batch.ends[i] = end;
        }
        return batch;
    }

    /** Creates a batch for the last bytes of a frame, which are encoded already; the others were written directly. */
    public static WriteBatch rest(SendListener listener, NettyWrites nettyWrites, QueuedFrame frame, int bytes) {
        WriteBatch batch = new WriteBatch(listener, nettyWrites, List.of(frame));
        batch.ends[0] = bytes;
        return batch;
    }

    private int size() {
        return ends[ends.length - 1];
    }

    /** Encodes and masks the frames into one buffer. */
    public ByteBuf encode(ByteBufAllocator allocator) {
        int size = size();
        ByteBuf bytes = allocator.directBuffer(size, size);
        ByteBuffer to = bytes.internalNioBuffer(0, size);
        MaskingKeys keys = MaskingKeys.ofEventLoop();
        try {
            for (OutgoingFrame frame : frames) {
                FrameEncoder.encode(frame, keys.next(), to);
            }
        } catch (RuntimeException e) {
            bytes.release();
            throw e;
        }
        return bytes.writerIndex(size);
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
        assert future.channel().eventLoop().inEventLoop();
        writtenUpTo(progress);
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture future) {
        assert future.channel().eventLoop().inEventLoop();
        nettyWrites.ended();
        if (future.isSuccess()) {
            writtenUpTo(size());
        } else {
            // What is written after the end fails because of it, and is not the cause.
            if (future.cause() instanceof IOException && !(future.cause() instanceof ClosedChannelException)) {
                listener.writeFailed(future.cause());
            }
            while (completed < queued.size()) {
                queued.get(completed++).complete(listener.notWritten(future.cause()));
            }
        }
    }

    private void writtenUpTo(long progress) {
        int payload = 0;
        int complete = completed;
        while (complete < queued.size() && ends[complete] <= progress) {
            payload += queued.get(complete++).writtenAllBut(0);
        }
        if (complete < queued.size()) {
            // The header is written first and is not payload. A compressed payload is shorter than what was counted.
            payload += queued.get(complete).writtenAllBut((int) Math.min(Integer.MAX_VALUE, ends[complete] - progress));
        }
        listener.bytesAccepted(payload);
        while (completed < complete) {
            queued.get(completed++).complete(null);
        }
    }
}
