package dev.adieu.websocket.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A server on an ephemeral port of the loopback interface that plays a script on every connection. One daemon thread
 * accepts, and each connection has one; all have ended when {@link #close()} returns.
 */
public final class ScriptedPeer implements AutoCloseable {

    private static final String LOCALHOST = "127.0.0.1";

    private final WatchingServerSocket server;
    private final SSLContext tls;
    private final boolean wantsClientCertificate;
    private final Script script;
    private final Thread accepting;
    private final List<PeerConnection> connections = new ArrayList<>();
    private boolean closed;

    /** Accepts into a socket of our own class. */
    private static final class WatchingServerSocket extends ServerSocket {

        WatchingServerSocket() throws IOException {
            super();
        }

        WatchedSocket acceptWatched() throws IOException {
            WatchedSocket socket = new WatchedSocket();
            implAccept(socket);
            return socket;
        }
    }

    private ScriptedPeer(
            Script script, SSLContext tls, int receiveBuffer, boolean wantsClientCertificate, String host, int port)
            throws IOException {
        this.script = script;
        this.tls = tls;
        this.wantsClientCertificate = wantsClientCertificate;
        server = new WatchingServerSocket();
        if (receiveBuffer > 0) {
            // Before the port is bound, for the accepted sockets to inherit it.
            server.setReceiveBufferSize(receiveBuffer);
        }
        server.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        accepting = new Thread(this::acceptAll, "peer " + port());
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Returns a peer without TLS. */
    public static ScriptedPeer plain(Script script) {
        return start(script, null, 0);
    }

    /** Returns a peer with TLS and the {@link LocalhostCertificate}. */
    public static ScriptedPeer tls(Script script) {
        return start(script, LocalhostCertificate.serverContext(), 0);
    }

    /**
     * Returns a peer with TLS and any certificate; one that asks for the client's certificate if the context trusts
     * any.
     */
    public static ScriptedPeer tls(SSLContext context, boolean wantsClientCertificate, Script script) {
        return start(script, context, 0, wantsClientCertificate, LOCALHOST, 0);
    }

    /** Returns a peer that lets only about that number of bytes wait unread in the operating system. */
    public static ScriptedPeer withReceiveBuffer(int bytes, boolean tls, Script script) {
        return start(script, tls ? LocalhostCertificate.serverContext() : null, bytes);
    }

    /**
     * Returns a peer on a loopback address of its own (127.0.0.0/8), for clients that let no two connections to one
     * address be in their opening handshake at the same time (RFC 6455, section 4.1, step 2). Its {@link #port()}
     * counts; {@link #uri()} is for 127.0.0.1.
     */
    public static ScriptedPeer at(String loopbackAddress, boolean tls, Script script) {
        return start(script, tls ? LocalhostCertificate.serverContext() : null, 0, false, loopbackAddress, 0);
    }

    /**
     * A peer without TLS on a certain port of a loopback address.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public static ScriptedPeer at(String loopbackAddress, int port, Script script) {
        return start(script, null, 0, false, loopbackAddress, port);
    }

    private static ScriptedPeer start(Script script, SSLContext tls, int receiveBuffer) {
        return start(script, tls, receiveBuffer, false, LOCALHOST, 0);
    }

    private static ScriptedPeer start(
            Script script, SSLContext tls, int receiveBuffer, boolean wantsClientCertificate, String host, int port) {
        try {
            return new ScriptedPeer(script, tls, receiveBuffer, wantsClientCertificate, host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        while (true) {
            try {
                WatchedSocket socket = server.acceptWatched();
                synchronized (this) {
                    if (closed) {
                        socket.rst();
                        return;
                    }
                    PeerConnection connection = new PeerConnection(
                            socket, tls, wantsClientCertificate, script, "peer " + port() + " #" + connections.size());
                    connections.add(connection);
                    connection.start();
                    notifyAll();
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Returns the address, {@code ws:} or {@code wss:}, with the path {@code /}. */
    public URI uri() {
        return uri("/");
    }

    public URI uri(String pathAndQuery) {
        return uri(LOCALHOST, pathAndQuery);
    }

    /** Returns the address with another name for this host. */
    public URI uri(String host, String pathAndQuery) {
        return URI.create((tls == null ? "ws" : "wss") + "://" + host + ":" + port() + pathAndQuery);
    }

    /** Returns the first connection; waits for it. */
    public PeerConnection connection() {
        return connection(0);
    }

    /** Returns the connection with that index; waits for it. */
    public synchronized PeerConnection connection(int index) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            while (connections.size() <= index) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || closed) {
                    throw new ScriptException("there are only " + connections.size() + " connections");
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptException("interrupted while waiting for a connection");
        }
        return connections.get(index);
    }

    /** Returns all connections so far. */
    public synchronized List<PeerConnection> connections() {
        return List.copyOf(connections);
    }

    /** Stops to listen, resets the connections that are open, and waits until every thread has ended. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            server.close();
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections().forEach(PeerConnection::end);
    }
}
