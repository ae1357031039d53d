package dev.adieu.websocket.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A relay in front of a server, for one connection after the other. It passes on every byte and every end of TCP as it
 * comes, and writes down what it sees before it passes it on. To a {@code wss:} server it speaks TLS itself: otherwise
 * it would see nothing.
 */
final class WireTap implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final WireLog log = new WireLog();
    private final URI target;
    private final List<Socket> sockets = new ArrayList<>();
    /** The number of directions that have not ended yet; below zero before the first connection. */
    private int running = -1;

    WireTap(URI target) throws IOException {
        this.target = target;
        start("accept", this::accept);
    }

    /** Returns the address for the client to connect to. */
    URI uri() {
        String query = target.getRawQuery() == null ? "" : '?' + target.getRawQuery();
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + target.getRawPath() + query);
    }

    WireLog log() {
        return log;
    }

    /** Waits for a limited time until both directions of every connection have ended. */
    synchronized void awaitEnd(long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = 1; running != 0 && left > 0; ) {
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            wait(Math.max(1, left));
        }
    }

    private synchronized void begin(Socket... both) {
        sockets.addAll(List.of(both));
        running = Math.max(0, running) + 2;
    }

    private synchronized void ended(int directions) {
        running -= directions;
        notifyAll();
    }

    private void accept() {
        try {
            while (true) {
                relay(listening.accept());
            }
        } catch (IOException closed) {
            // The tap is closed.
        }
    }

    private void relay(Socket client) {
        begin(client);
        Established established = new Established();
        try {
            client.setTcpNoDelay(true);
            Socket server = connect();
            server.setTcpNoDelay(true);
            synchronized (this) {
                sockets.add(server);
            }
            OpeningHead request = new OpeningHead(host(), first -> log.opening(Side.CLIENT, first));
            OpeningHead response = new OpeningHead(null, first -> answered(first, established));
            start("client", () -> relay(Side.CLIENT, client, server, request, established));
            start("server", () -> relay(Side.SERVER, server, client, response, established));
        } catch (IOException e) {
            if (!listening.isClosed()) {
                log.opening(Side.SERVER, e.toString());
                reset(client);
            }
            ended(2);
        }
    }

    /** True once a connection is open: only the bytes behind a successful opening handshake are frames. */
    private static final class Established {
        private volatile boolean is;
    }

    private void answered(String statusLine, Established established) {
        if (statusLine.split(" ")[1].equals("101")) {
            log.established();
            established.is = true;
        } else {
            log.opening(Side.SERVER, statusLine);
        }
    }

    private boolean secure() {
        return "wss".equalsIgnoreCase(target.getScheme());
    }

    private String host() {
        return target.getPort() == -1 ? target.getHost() : target.getHost() + ':' + target.getPort();
    }

    private Socket connect() throws IOException {
        SocketFactory sockets = secure() ? defaultTls().getSocketFactory() : SocketFactory.getDefault();
        Socket socket =
                sockets.createSocket(target.getHost(), target.getPort() != -1 ? target.getPort() : secure() ? 443 : 80);
        if (socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return socket;
    }

    private static SSLContext defaultTls() throws IOException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("the platform has no TLS", e);
        }
    }

    private void relay(Side side, Socket from, Socket to, OpeningHead head, Established established) {
        FrameScanner scanner = new FrameScanner(frame -> log.frame(side, frame));
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean opening = !head.isComplete();
                byte[] passed = opening ? head.add(buffer, n) : buffer;
                int length = opening ? passed.length : n;
                int frames = opening ? head.length() : 0;
                if (established.is) {
                    scanner.scan(passed, frames, length - frames);
                }
                pass(to, passed, length);
            }
            log.fin(side);
            endOutput(to);
        } catch (IOException e) {
            // If we closed the socket ourselves, it was not reset.
            if (!from.isClosed()) {
                log.rst(side);
            }
            reset(to);
            reset(from);
        } finally {
            ended(1);
        }
    }

    private static void pass(Socket to, byte[] bytes, int length) {
        try {
            OutputStream out = to.getOutputStream();
            out.write(bytes, 0, length);
            out.flush();
        } catch (IOException e) {
            // That side has gone; how it went is seen where its own bytes are read.
        }
    }

    private static void endOutput(Socket to) {
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            // As in pass().
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private void start(String name, Runnable task) {
        Thread thread = new Thread(task, "wire tap " + listening.getLocalPort() + ' ' + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        synchronized (this) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
