package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.connection.frame.FrameEncoder;
import dev.adieu.websocket.impl.connection.frame.MaskingKeys;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Netty's channel, whose socket a thread that holds the {@linkplain DirectWrite reservation} may write to. */
public final class DirectChannel extends NioSocketChannel {

    /**
     * Writes as much of a frame as TCP accepts at once, and returns the rest. If TCP has failed, nothing is written;
     * the event loop finds the failure as well and acts on it.
     */
    public ByteBuffer write(OutgoingFrame frame) {
        ByteBuffer bytes = encode(frame);
        try {
            javaChannel().write(bytes);
        } catch (IOException e) {
            // The event loop finds it again when it writes the rest.
        }
        return bytes;
    }

    private static ByteBuffer encode(OutgoingFrame frame) {
        ByteBuffer bytes =
                ByteBuffer.allocate(FrameEncoder.length(frame.payload().remaining()));
        FrameEncoder.encode(frame, MaskingKeys.onAnyThread(), bytes);
        return bytes.flip();
    }
}
