package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.frame.FrameEncoder;
import dev.adieu.websocket.impl.connection.frame.MaskingKeys;
import dev.adieu.websocket.impl.connection.frame.MessageDeflater;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Frames that are written as one buffer: what Netty does for each write costs more than a small frame does. Each still
 * hears by itself that its bytes are with the operating system. Event loop only.
 */
public final class Batch implements ChannelProgressiveFutureListener {

    private final WebSocketConnection connection;
    private final List<Outbound> outbounds;
    /** Each as it goes over the wire. */
    private final OutgoingFrame[] frames;
    /** Where each ends in the buffer. */
    private final int[] ends;
    /** How many frames are with the operating system. */
    private int written;

    private Batch(WebSocketConnection connection, List<Outbound> outbounds) {
        this.connection = connection;
        this.outbounds = outbounds;
        this.frames = new OutgoingFrame[outbounds.size()];
        this.ends = new int[outbounds.size()];
    }

    /** Compresses the frames unless the deflater is {@code null}. */
    public static Batch of(WebSocketConnection connection, List<Outbound> outbounds, MessageDeflater deflater) {
        Batch batch = new Batch(connection, outbounds);
        int end = 0;
        for (int i = 0; i < outbounds.size(); i++) {
            OutgoingFrame frame = outbounds.get(i).frame;
            batch.frames[i] = deflater == null ? frame : deflater.deflate(frame);
            end = Math.addExact(
                    end, FrameEncoder.length(batch.frames[i].payload().remaining()));
            batch.ends[i] = end;
        }
        return batch;
    }

    /** The last bytes of a frame, whose others have been written without Netty: encoded already. */
    public static Batch rest(WebSocketConnection connection, Outbound outbound, int bytes) {
        Batch batch = new Batch(connection, List.of(outbound));
        batch.ends[0] = bytes;
        return batch;
    }

    private int size() {
        return ends[ends.length - 1];
    }

    public ByteBuf encode(ByteBufAllocator allocator) {
        int size = size();
        ByteBuf bytes = allocator.directBuffer(size, size);
        ByteBuffer to = bytes.internalNioBuffer(0, size);
        MaskingKeys keys = MaskingKeys.ofEventLoop();
        for (OutgoingFrame frame : frames) {
            FrameEncoder.encode(frame, keys.next(), to);
        }
        return bytes.writerIndex(size);
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
        writtenUpTo(progress);
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture future) {
        connection.doneByNetty();
        if (future.isSuccess()) {
            writtenUpTo(size());
        } else {
            while (written < outbounds.size()) {
                outbounds.get(written++).complete(future.cause());
            }
        }
    }

    private void writtenUpTo(long progress) {
        int taken = 0;
        int complete = written;
        while (complete < outbounds.size() && ends[complete] <= progress) {
            taken += outbounds.get(complete++).takenButFor(0);
        }
        if (complete < outbounds.size()) {
            // The header goes first, and is no payload. Compressed, there is less on the wire than was counted.
            taken += outbounds.get(complete).takenButFor((int) Math.min(Integer.MAX_VALUE, ends[complete] - progress));
        }
        connection.taken(taken);
        while (written < complete) {
            outbounds.get(written++).complete(null);
        }
    }
}
