package dev.adieu.websocket.impl.provider.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.Writer;
import java.util.Objects;

/**
 * Sends one text message in parts of some thousand characters; closing the writer ends the message, and sends nothing
 * if nothing was written. Thread-safe, as writers are.
 */
public final class SendWriter extends Writer {

    private static final int PART = 8 * 1024;

    private final BasicRemote remote;

    @GuardedBy("lock")
    private final StringBuilder part = new StringBuilder();

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private boolean written;

    SendWriter(BasicRemote remote) {
        this.remote = remote;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, characters.length);
        synchronized (lock) {
            checkOpen();
            written = true;
            part.append(characters, offset, length);
            if (part.length() >= PART) {
                send(false);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            checkOpen();
            if (part.length() > 0) {
                send(false);
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                if (written) {
                    send(true);
                }
            }
        }
    }

    @GuardedBy("lock")
    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the writer is closed: its message has been sent");
        }
    }

    @GuardedBy("lock")
    private void send(boolean last) throws IOException {
        String text = part.toString();
        part.setLength(0);
        remote.sendText(text, last);
    }
}
