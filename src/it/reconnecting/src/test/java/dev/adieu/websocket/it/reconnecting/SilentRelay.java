package dev.adieu.websocket.it.reconnecting;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy that can stop forwarding: from then on the bytes of the connections that it has go nowhere, and TCP stays up,
 * as when a NAT forgot them or a cable was pulled.
 */
final class SilentRelay implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    private final URI server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    /** Connections up to this number are forgotten. */
    private volatile int forgotten;

    SilentRelay(URI server) throws IOException {
        this.server = server;
        start("relay", this::accept);
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + server.getPath());
    }

    /** Forwards no more bytes of the connections that there are; new ones are forwarded. */
    void forgetAll() {
        forgotten = accepted.get();
    }

    int accepted() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                int number = accepted.incrementAndGet();
                Socket target = new Socket(server.getHost(), server.getPort());
                sockets.addAll(List.of(client, target));
                start("relay " + number + " out", () -> forward(number, client, target));
                start("relay " + number + " in", () -> forward(number, target, client));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void forward(int number, Socket from, Socket to) {
        byte[] buffer = new byte[1 << 12];
        try (from) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (number > forgotten) {
                    out.write(buffer, 0, n);
                }
            }
            if (number > forgotten) {
                to.shutdownOutput();
            }
        } catch (IOException ended) {
            // One side has gone; the other one reads the end.
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
