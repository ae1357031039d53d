package dev.adieu.websocket.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts clients on an ephemeral port of the loopback interface, and passes on bytes between them and servers. One
 * daemon thread accepts, and each direction of a connection has one.
 */
abstract class LoopbackProxy implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> sockets = new ArrayList<>();
    private boolean closed;

    LoopbackProxy() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    /** Begins to accept. To be called when the proxy is complete. */
    final void begin() {
        start(this::acceptAll);
    }

    /** Talks with a client, on a thread of its own, and closes the connection at the end. */
    abstract void serve(Socket client);

    public int port() {
        return server.getLocalPort();
    }

    /** Returns how many connections are open, to clients and to servers. */
    public synchronized long openSockets() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count();
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "proxy " + port());
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = kept(server.accept());
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private synchronized Socket kept(Socket socket) throws IOException {
        if (closed) {
            socket.close();
        }
        sockets.add(socket);
        return socket;
    }

    /** Connects to a port of the loopback interface. */
    final Socket connect(int port) throws IOException {
        Socket target = kept(new Socket());
        try {
            target.connect(new InetSocketAddress(server.getInetAddress(), port));
            target.setTcpNoDelay(true);
            return target;
        } catch (IOException e) {
            target.close();
            throw e;
        }
    }

    /** Passes on what either side sends, until the server ends. */
    final void tunnel(Socket client, InputStream in, Socket target) throws IOException {
        start(() -> pass(in, target));
        target.getInputStream().transferTo(client.getOutputStream());
    }

    private static void pass(InputStream in, Socket target) {
        try {
            in.transferTo(target.getOutputStream());
            target.shutdownOutput();
        } catch (IOException e) {
            // The other direction notices.
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
