package dev.adieu.websocket.impl.connection.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Compresses messages (RFC 7692, section 7.2.1), frame by frame. Event loop only. */
public final class MessageDeflater {

    /** The default of zlib. */
    private static final int LEVEL = 6;
    /** The length of what a flush ends with, and a message leaves out (RFC 7692, section 7.2.1). */
    private static final int TAIL = 4;
    /** Space for what an empty frame is compressed to. */
    private static final int ROOM = 16;
    /** The end of a message whose last frame is empty (RFC 7692, section 7.2.3.6). */
    private static final byte[] EMPTY = {0};

    private final boolean keepsContext;
    private final Deflater deflater = new Deflater(LEVEL, true);

    /**
     * Creates a deflater.
     *
     * @param keepsContext whether the context goes from message to message; it does not with
     *     {@code client_no_context_takeover}
     */
    public MessageDeflater(boolean keepsContext) {
        this.keepsContext = keepsContext;
    }

    /** Compresses a data frame, and returns a control frame as it is. */
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
     * Compresses a payload and flushes, so that the peer can read this frame before the next one comes. Returns nothing
     * if there was nothing since the last flush.
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

    /** Frees the memory of zlib. Nothing can be compressed any more. */
    public void end() {
        deflater.end();
    }
}
