package dev.adieu.websocket.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of the loopback interface that answers no SYN, because its backlog is full of connections that are never
 * accepted.
 */
public final class FullBacklog implements AutoCloseable {

    private static final int ANSWER_MILLIS = 300;

    private final ServerSocket server;
    private final List<Socket> waiting = new ArrayList<>();

    private FullBacklog(String address, int port) throws IOException {
        server = new ServerSocket(port, 1, InetAddress.getByName(address));
        while (answers()) {
            continue;
        }
    }

    private boolean answers() throws IOException {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), ANSWER_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** On an ephemeral port of 127.0.0.1. */
    public static FullBacklog open() {
        return open("127.0.0.1", 0);
    }

    /** On a port of an address of the loopback interface; 0 for an ephemeral one. */
    public static FullBacklog open(String address, int port) {
        try {
            return new FullBacklog(address, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accepts the connections that wait, so that there is room for those that come later, or come again. */
    public void acceptAll() {
        try {
            for (int i = 0; i < waiting.size() - 1; i++) {
                server.accept().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/");
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : waiting) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
