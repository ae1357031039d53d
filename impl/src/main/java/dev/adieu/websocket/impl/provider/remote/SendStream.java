package dev.adieu.websocket.impl.provider.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Sends one binary message in parts of some kilobytes; closing the stream ends the message, and sends nothing if
 * nothing was written. Not thread-safe.
 */
public final class SendStream extends OutputStream {

    private static final int PART = 8 * 1024;

    private final BasicRemote remote;
    private final ByteBuffer part = ByteBuffer.allocate(PART);
    private boolean closed;
    private boolean written;

    SendStream(BasicRemote remote) {
        this.remote = remote;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        checkOpen();
        written = true;
        for (int from = offset, left = length; left > 0; ) {
            int count = Math.min(left, part.remaining());
            part.put(bytes, from, count);
            from += count;
            left -= count;
            if (!part.hasRemaining()) {
                send(false);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        checkOpen();
        if (part.position() > 0) {
            send(false);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            if (written) {
                send(true);
            }
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed: its message has been sent");
        }
    }

    private void send(boolean last) throws IOException {
        part.flip();
        remote.sendBinary(part, last);
        part.clear();
    }
}
