package dev.adieu.websocket.impl.connection.receive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Streams the bytes of one message while it is being received. The event loop adds what comes and never waits; a read
 * blocks until there is something, or until the message or the connection has ended. Any thread.
 */
public final class MessageStream extends InputStream {

    private final Backlog backlog;

    @GuardedBy("this")
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();

    /** The bytes of the first chunk that have been read. */
    @GuardedBy("this")
    private int position;

    /** True once nothing more will come. */
    @GuardedBy("this")
    private boolean complete;

    /** The reason why the message will not be complete; {@code null} if it is or may be. */
    @GuardedBy("this")
    private @Nullable IOException failure;

    @GuardedBy("this")
    private boolean closed;

    /** @param backlog counts what has come and was not read */
    MessageStream(Backlog backlog) {
        this.backlog = backlog;
    }

    // The event loop.

    /** Adds bytes, unless the endpoint has closed the stream. */
    synchronized void add(byte[] chunk) {
        if (!closed && chunk.length > 0) {
            backlog.add(chunk.length);
            chunks.add(chunk);
            notifyAll();
        }
    }

    /** Ends the stream behind what was added. */
    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** Fails the stream behind what was added, unless it is complete. */
    synchronized void fail(@Nullable Throwable cause) {
        if (!complete) {
            failure = new IOException("the connection ended, or was closed, before the message was complete", cause);
            notifyAll();
        }
    }

    // The endpoint.

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        if (mustWait()) {
            // The bytes may be this thread's to receive.
            SerialExecutor.beforeWaiting();
        }
        int count;
        byte[] emptied = null;
        synchronized (this) {
            await();
            byte[] chunk = chunks.peek();
            if (chunk == null) {
                return endOfStream();
            }
            count = Math.min(length, chunk.length - position);
            System.arraycopy(chunk, position, to, offset, count);
            position += count;
            if (position == chunk.length) {
                position = 0;
                emptied = chunks.poll();
            }
        }
        if (emptied != null) {
            backlog.remove(emptied.length);
        }
        return count;
    }

    private synchronized boolean mustWait() {
        return chunks.isEmpty() && !complete && failure == null && !closed;
    }

    @GuardedBy("this")
    private void await() throws InterruptedIOException {
        try {
            while (mustWait()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the rest of a message");
        }
    }

    @GuardedBy("this")
    private int endOfStream() throws IOException {
        if (closed) {
            throw new IOException("the stream of a message is closed; read it before onMessage returns");
        } else if (failure != null) {
            throw failure;
        }
        return -1;
    }

    @Override
    public synchronized int available() {
        return chunks.isEmpty() ? 0 : chunks.peek().length - position;
    }

    /** Drops what was not read, and what is still to come. */
    @Override
    public void close() {
        ArrayDeque<byte[]> dropped;
        synchronized (this) {
            closed = true;
            dropped = chunks.clone();
            chunks.clear();
            notifyAll();
        }
        dropped.forEach(chunk -> backlog.remove(chunk.length));
    }
}
