package dev.adieu.websocket.impl.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames that are written as one buffer: what Netty does for each write costs more than a small frame does. Each still hears by itself that its bytes are
 * with the operating system. Event loop only.
 */
final class Batch implements ChannelProgressiveFutureListener {

    /** A frame as it goes over the wire, and where it ends in the buffer. */
    private record Place(Outbound outbound, OutgoingFrame frame, int end) {
    }

    private final WebSocketConnection connection;
    private final List<Place> places;
    private final int size;
    /** How many frames are with the operating system. */
    private int written;

    private Batch(WebSocketConnection connection, List<Place> places, int size) {
        this.connection = connection;
        this.places = places;
        this.size = size;
    }

    /** Compresses the frames unless the deflater is {@code null}. */
    static Batch of(WebSocketConnection connection, List<Outbound> frames, MessageDeflater deflater) {
        List<Place> places = new ArrayList<>(frames.size());
        int end = 0;
        for (Outbound outbound : frames) {
            OutgoingFrame frame = deflater == null ? outbound.frame : deflater.deflate(outbound.frame);
            end = Math.addExact(end, FrameEncoder.length(frame.payload().remaining()));
            places.add(new Place(outbound, frame, end));
        }
        return new Batch(connection, places, end);
    }

    /** The last bytes of a frame, whose others have been written without Netty. */
    static Batch rest(WebSocketConnection connection, Outbound outbound, int bytes) {
        return new Batch(connection, List.of(new Place(outbound, outbound.frame, bytes)), bytes);
    }

    ByteBuf encode(ByteBufAllocator allocator) {
        ByteBuf bytes = allocator.directBuffer(size, size);
        ByteBuffer to = bytes.internalNioBuffer(0, size);
        MaskingKeys keys = MaskingKeys.ofEventLoop();
        for (Place place : places) {
            FrameEncoder.encode(place.frame(), keys.next(), to);
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
            writtenUpTo(size);
        } else {
            while (written < places.size()) {
                places.get(written++).outbound().complete(future.cause());
            }
        }
    }

    private void writtenUpTo(long progress) {
        int taken = 0;
        int complete = written;
        while (complete < places.size() && places.get(complete).end() <= progress) {
            taken += places.get(complete++).outbound().takenButFor(0);
        }
        if (complete < places.size()) {
            Place partly = places.get(complete);
            // The header goes first, and is no payload. Compressed, there is less on the wire than was counted.
            taken += partly.outbound().takenButFor((int) Math.min(Integer.MAX_VALUE, partly.end() - progress));
        }
        connection.taken(taken);
        while (written < complete) {
            places.get(written++).outbound().complete(null);
        }
    }
}
