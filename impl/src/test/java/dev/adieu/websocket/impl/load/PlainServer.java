package dev.adieu.websocket.impl.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/**
 * A WebSocket server for thousands of connections, with one thread and next to no memory for each: it accepts, and
 * answers Close. Of its clients it expects that a handshake or a Close comes in one piece and that they send nothing
 * else.
 */
final class PlainServer implements AutoCloseable {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String KEY_HEADER = "sec-websocket-key: ";
    private static final int CLOSE = 0x88;

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
        buffer.flip();
        if ((buffer.get(0) & 0xFF) == CLOSE) {
            client.write(answer());
            client.close();
        } else {
            String request = StandardCharsets.ISO_8859_1.decode(buffer).toString();
            client.write(StandardCharsets.US_ASCII.encode(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + accept(request) + "\r\n\r\n"));
        }
    }

    /** The same Close, unmasked. */
    private ByteBuffer answer() {
        int length = buffer.get(1) & 0x7F;
        ByteBuffer answer = ByteBuffer.allocate(2 + length).put((byte) CLOSE).put((byte) length);
        for (int i = 0; i < length; i++) {
            answer.put((byte) (buffer.get(6 + i) ^ buffer.get(2 + i % 4)));
        }
        return answer.flip();
    }

    private static String accept(String request) {
        int from = request.toLowerCase(Locale.ROOT).indexOf(KEY_HEADER) + KEY_HEADER.length();
        String key = request.substring(from, request.indexOf('\r', from));
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
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
