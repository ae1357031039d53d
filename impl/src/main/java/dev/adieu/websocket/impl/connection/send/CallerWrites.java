package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.connection.frame.FrameEncoder;
import dev.adieu.websocket.impl.connection.frame.MaskingKeys;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Lets a thread that is going to wait for a small message write it itself, instead of waking the event loop and being
 * woken by it. Only where TCP follows the frames at once, and while nothing that was accepted before is still to be
 * written. Guarded by the lock of the connection, but for the writing itself.
 */
public final class CallerWrites {

    private static final int MAX_PAYLOAD = 4096;

    /** Netty's channel, whose socket another thread may use. */
    public static final class Channel extends NioSocketChannel {
        SocketChannel socketChannel() {
            return javaChannel();
        }
    }

    /** {@code null} while, or if, only the event loop may write. */
    private SocketChannel socket;

    private boolean writing;
    /** Writes that Netty has and has not done. Only the event loop changes it, and only under the lock adds to it. */
    private volatile int withNetty;

    public void allow(Channel channel) {
        socket = channel.socketChannel();
    }

    /** Whether the caller writes this frame, as which {@link #ended} tells; until then nobody else may write. */
    public boolean begin(Outbound outbound, Outbox before) {
        boolean may = socket != null
                && !writing
                && withNetty == 0
                && before.isEmpty()
                && outbound.isAwaited()
                && outbound.payload <= MAX_PAYLOAD;
        writing |= may;
        return may;
    }

    public boolean underWay() {
        return writing;
    }

    public void ended() {
        writing = false;
    }

    public void handedToNetty() {
        withNetty++;
    }

    /** Event loop only. */
    public void doneByNetty() {
        withNetty--;
    }

    /**
     * Writes what TCP takes at once; gives what it did not take. If TCP has failed, the event loop will meet that as
     * well, and act on it.
     */
    public ByteBuffer write(OutgoingFrame frame) {
        ByteBuffer bytes = encode(frame);
        try {
            socket.write(bytes);
            return bytes;
        } catch (IOException e) {
            return bytes;
        }
    }

    private static ByteBuffer encode(OutgoingFrame frame) {
        ByteBuffer bytes =
                ByteBuffer.allocate(FrameEncoder.length(frame.payload().remaining()));
        FrameEncoder.encode(frame, MaskingKeys.onAnyThread(), bytes);
        return bytes.flip();
    }
}
