package dev.adieu.websocket.impl.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Lets a thread that is going to wait for a small message write it itself, instead of waking the event loop and being woken by it. Only where TCP
 * follows the frames at once, and while nothing that was accepted before is still to be written. Guarded by the lock of the connection, but for
 * the writing itself.
 */
final class CallerWrites {

    private static final int MAX_PAYLOAD = 4096;
    private static final int MAX_SHORT_PAYLOAD = 125;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    /** Netty's channel, whose socket another thread may use. */
    static final class Channel extends NioSocketChannel {
        SocketChannel socketChannel() {
            return javaChannel();
        }
    }

    /** {@code null} while, or if, only the event loop may write. */
    private SocketChannel socket;
    private boolean writing;
    /** Frames that Netty has and has not written. Only the event loop changes it, and only under the lock adds to it. */
    private volatile int withNetty;

    void allow(Channel channel) {
        socket = channel.socketChannel();
    }

    /** Whether the caller writes this frame, as which {@link #ended} tells; until then nobody else may write. */
    boolean begin(Outbound outbound, Outbox before) {
        boolean may = socket != null && !writing && withNetty == 0 && before.isEmpty() && outbound.isAwaited() && outbound.payload <= MAX_PAYLOAD;
        writing |= may;
        return may;
    }

    boolean underWay() {
        return writing;
    }

    void ended() {
        writing = false;
    }

    void handedToNetty() {
        withNetty++;
    }

    /** Event loop only. */
    void doneByNetty() {
        withNetty--;
    }

    /** Writes what TCP takes at once; gives what it did not take. If TCP has failed, the event loop will meet that as well, and act on it. */
    ByteBuffer write(WebSocketFrame frame) {
        ByteBuffer bytes = encode(frame);
        try {
            socket.write(bytes);
            return bytes;
        } catch (IOException e) {
            return bytes;
        }
    }

    /** RFC 6455, section 5.2. */
    static ByteBuffer encode(WebSocketFrame frame) {
        ByteBuf payload = frame.content();
        int length = payload.readableBytes();
        ByteBuffer bytes = ByteBuffer.allocate(8 + length);
        bytes.put((byte) (opcode(frame) | (frame.isFinalFragment() ? FIN : 0)));
        if (length <= MAX_SHORT_PAYLOAD) {
            bytes.put((byte) (MASKED | length));
        } else {
            bytes.put((byte) (MASKED | 126)).putShort((short) length);
        }
        int key = MaskingKeys.onAnyThread();
        bytes.putInt(key);
        int start = bytes.position();
        bytes.limit(start + length);
        payload.getBytes(payload.readerIndex(), bytes);
        int i = start;
        for (; i + Integer.BYTES <= bytes.limit(); i += Integer.BYTES) {
            bytes.putInt(i, bytes.getInt(i) ^ key);
        }
        for (int shift = 24; i < bytes.limit(); i++, shift -= Byte.SIZE) {
            bytes.put(i, (byte) (bytes.get(i) ^ key >>> shift));
        }
        return bytes.flip();
    }

    private static int opcode(WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            return 1;
        } else if (frame instanceof BinaryWebSocketFrame) {
            return 2;
        } else if (frame instanceof PingWebSocketFrame) {
            return 9;
        }
        return frame instanceof PongWebSocketFrame ? 10 : 0;
    }
}
