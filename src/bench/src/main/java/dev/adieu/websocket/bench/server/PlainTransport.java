package dev.adieu.websocket.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** TCP, with a queue for what the client does not take at once. */
final class PlainTransport implements Transport {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ArrayDeque<ByteBuffer> queue = new ArrayDeque<>();
    private boolean ending;

    PlainTransport(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (queue.isEmpty()) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            ByteBuffer rest =
                    ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
            queue.add(rest);
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    @Override
    public void writable() throws IOException {
        for (ByteBuffer next = queue.peek(); next != null; next = queue.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                return;
            }
            queue.poll();
        }
        key.interestOps(SelectionKey.OP_READ);
        if (ending) {
            drop();
        }
    }

    @Override
    public void end() {
        ending = true;
        if (queue.isEmpty()) {
            drop();
        }
    }

    @Override
    public void drop() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone all the same.
            queue.clear();
        }
    }
}
