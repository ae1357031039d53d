package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.connection.frame.FrameEncoder;
import dev.adieu.websocket.impl.connection.frame.MaskingKeys;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Netty's channel, whose socket a thread that holds the {@linkplain DirectWrite reservation} may write to. */
public final class DirectChannel extends NioSocketChannel {

    /**
     * The failure of a direct write; {@code null} if none failed. The operating system reports that once, and then only
     * that there is nothing more to read. Any thread.
     */
    private volatile @Nullable IOException failure;

    /**
     * Writes as much of a frame as TCP accepts at once, and returns the rest. If TCP has failed, nothing is written;
     * the event loop finds the end of TCP as well and acts on it.
     */
    public ByteBuffer write(OutgoingFrame frame) {
        ByteBuffer bytes = encode(frame);
        try {
            javaChannel().write(bytes);
        } catch (IOException e) {
            failure = e;
        }
        return bytes;
    }

    /** Returns why a direct write failed; {@code null} if none did. */
    public @Nullable IOException failure() {
        return failure;
    }

    private static ByteBuffer encode(OutgoingFrame frame) {
        ByteBuffer bytes =
                ByteBuffer.allocate(FrameEncoder.length(frame.payload().remaining()));
        FrameEncoder.encode(frame, MaskingKeys.onAnyThread(), bytes);
        return bytes.flip();
    }
}
