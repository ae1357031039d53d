package dev.adieu.websocket.impl.connection.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Compresses messages (RFC 7692, section 7.2.1), frame by frame. Event loop only. */
public final class MessageDeflater {

    /** What zlib itself defaults to. */
    private static final int LEVEL = 6;
    /** What a flush leaves at the end, and the end of a message goes without. */
    private static final int TAIL = 4;
    /** What a frame of no bytes comes to, and a little. */
    private static final int ROOM = 16;
    /** The end of a message that has nothing more to say (RFC 7692, section 7.2.3.6). */
    private static final byte[] EMPTY = {0};

    private final boolean keepsContext;
    private final Deflater deflater = new Deflater(LEVEL, true);

    /** Keeps the context from message to message unless the server asked for {@code client_no_context_takeover}. */
    public MessageDeflater(boolean keepsContext) {
        this.keepsContext = keepsContext;
    }

    /** A control frame is never compressed. */
    public OutgoingFrame deflate(OutgoingFrame frame) {
        if (frame.opcode().isControl()) {
            return frame;
        }
        ByteBuffer payload = deflate(frame.payload());
        if (frame.fin()) {
            payload = payload.hasRemaining() ? payload.limit(payload.limit() - TAIL) : ByteBuffer.wrap(EMPTY);
            if (!keepsContext) {
                deflater.reset();
            }
        }
        return new OutgoingFrame(frame.opcode(), frame.fin(), frame.opcode().startsMessage(), payload);
    }

    /**
     * All of it comes out, so that a peer need not wait for the next frame to read this one; nothing if there was
     * nothing since the last flush.
     */
    private ByteBuffer deflate(ByteBuffer payload) {
        deflater.setInput(payload.duplicate());
        byte[] bytes = new byte[payload.remaining() / 2 + ROOM];
        int size = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
        while (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
            size += deflater.deflate(bytes, size, bytes.length - size, Deflater.SYNC_FLUSH);
        }
        return ByteBuffer.wrap(bytes, 0, size);
    }

    public void end() {
        deflater.end();
    }
}
