package dev.adieu.websocket.impl.load;

import dev.adieu.websocket.peer.ClientFrameReader;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A WebSocket server for thousands of connections, with one thread and next to no memory for each: it accepts, and
 * answers Close. Of its clients it expects that a handshake or a Close comes in one piece and that they send nothing
 * else.
 */
final class PlainServer implements AutoCloseable {

    /** The first byte of a Close frame. */
    private static final int CLOSE = 0x80 | Opcode.CLOSE;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private final Thread thread = new Thread(this::serve, "plain server");

    PlainServer() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    /** Serves until its standard input ends; prints the URI. */
    public static void main(String[] args) throws IOException {
        try (PlainServer server = new PlainServer()) {
            System.out.println(server.uri());
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        }
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.socket().getLocalPort() + "/");
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (ClosedSelectorException closed) {
            // As it should be.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = server.accept();
                if (accepted != null) {
                    accepted.configureBlocking(false);
                    accepted.register(selector, SelectionKey.OP_READ);
                }
            } else {
                read((SocketChannel) key.channel());
            }
        } catch (IOException clientIsGone) {
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(SocketChannel client) throws IOException {
        buffer.clear();
        if (client.read(buffer) < 0) {
            client.close();
            return;
        }
        InputStream received = new ByteArrayInputStream(buffer.array(), 0, buffer.position());
        if ((buffer.get(0) & 0xFF) == CLOSE) {
            byte[] body = new ClientFrameReader(received).next().payload();
            client.write(ByteBuffer.wrap(Frame.of(Opcode.CLOSE, body).bytes()));
            client.close();
        } else {
            OpeningRequest request = OpeningRequest.read(received);
            client.write(ByteBuffer.wrap(Response.accepting(request).bytes()));
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
