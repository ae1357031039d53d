package dev.adieu.websocket.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads frames, one after the other, and checks none. It shares no code with the provider, so that a mistake there
 * cannot hide behind the same mistake here.
 */
public final class ClientFrameReader {

    private static final byte[] NOTHING = {};

    private final InputStream in;
    private int unfinished;

    public ClientFrameReader(InputStream in) {
        this.in = in;
    }

    /** Returns the next frame, or {@code null} if the client's bytes end before another frame is complete. */
    public ClientFrame next() throws IOException {
        unfinished = 0;
        byte[] start = read(2);
        if (start == null) {
            return null;
        }
        int form = start[1] & 0x7F;
        byte[] extended = form < 126 ? NOTHING : read(form == 126 ? 2 : 8);
        if (extended == null) {
            return null;
        }
        byte[] header = ByteBuffer.allocate(2 + extended.length)
                .put(start)
                .put(extended)
                .array();
        long length = switch (extended.length) {
            case 2 -> ByteBuffer.wrap(extended).getShort() & 0xFFFF;
            case 8 -> ByteBuffer.wrap(extended).getLong();
            default -> form;
        };
        if (length < 0 || length > Integer.MAX_VALUE - 16) {
            throw new IOException("the client claims a payload of " + Long.toUnsignedString(length)
                    + " bytes, more than this peer can hold");
        }
        byte[] mask = null;
        if ((start[1] & 0x80) != 0) {
            mask = read(4);
            if (mask == null) {
                return null;
            }
        }
        byte[] body = read((int) length);
        if (body == null) {
            return null;
        }
        unfinished = 0;
        byte[] payload = mask == null ? body : Masking.apply(body, mask);
        return new ClientFrame(
                System.nanoTime(), (start[0] & 0x80) != 0, start[0] >> 4 & 7, start[0] & 0xF, mask, header, payload);
    }

    /** Returns how many bytes have come of a frame that is not complete. */
    int unfinished() {
        return unfinished;
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes;
        try {
            bytes = in.readNBytes(length);
        } catch (EOFException end) {
            bytes = NOTHING;
        }
        unfinished += bytes.length;
        return bytes.length < length ? null : bytes;
    }
}
