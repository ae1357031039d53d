package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.impl.connection.frame.MessageDeflater;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import dev.adieu.websocket.impl.connection.send.WriteBatch;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressivePromise;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what is queued to the channel of an established connection. Event loop only. */
final class FrameWriter {

    private final ConnectionState state;
    private final FactHandler facts;
    private final Channel channel;
    private final @Nullable MessageDeflater deflater;

    /** @param deflater {@code null} if messages are not compressed */
    FrameWriter(ConnectionState state, FactHandler facts, Channel channel, @Nullable MessageDeflater deflater) {
        this.state = state;
        this.facts = facts;
        this.channel = channel;
        this.deflater = deflater;
    }

    /** Returns whether frames go to the channel as they are. */
    boolean isPlain() {
        return deflater == null;
    }

    /**
     * Writes what is queued, as long as the transport accepts it; returns whether anything was written but a ping that
     * the application did not ask for.
     */
    boolean write() {
        assert channel.eventLoop().inEventLoop();
        if (!channel.isOpen()) {
            // The connection may be told later, behind what was received and is not read yet.
            facts.discardQueue();
            return false;
        }
        boolean written = false;
        boolean active = false;
        while (channel.isWritable()) {
            List<QueuedFrame> next = state.nextBatch();
            if (next.isEmpty()) {
                break;
            }
            write(next);
            written = true;
            active |= next.size() > 1 || !next.get(0).isOwnPing();
        }
        if (written) {
            channel.flush();
        }
        return active;
    }

    /**
     * Writes one batch. If it cannot be created, for lack of memory or because of an internal fault, the connection
     * fails: later messages must not be sent without these.
     */
    private void write(List<QueuedFrame> frames) {
        try {
            WriteBatch batch = WriteBatch.of(facts, state.nettyWrites(), frames, deflater);
            channel.write(batch.encode(channel.alloc()), promise(batch));
        } catch (RuntimeException | OutOfMemoryError e) {
            state.nettyWrites().ended();
            facts.ownFault(e);
            frames.forEach(frame -> frame.complete(e));
        }
    }

    /** Writes what TCP did not accept from a thread that wrote directly. */
    void writeRest(QueuedFrame frame, ByteBuffer rest) {
        assert channel.eventLoop().inEventLoop();
        WriteBatch batch = WriteBatch.rest(facts, state.nettyWrites(), frame, rest.remaining());
        channel.writeAndFlush(Unpooled.wrappedBuffer(rest), promise(batch));
    }

    private ChannelProgressivePromise promise(WriteBatch batch) {
        ChannelProgressivePromise promise = channel.newProgressivePromise();
        promise.addListener(batch);
        return promise;
    }

    /** Frees the memory of the deflater. */
    void end() {
        assert channel.eventLoop().inEventLoop();
        if (deflater != null) {
            deflater.end();
        }
    }
}
