package dev.adieu.websocket.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/**
 * Echoes messages and answers Close frames. It never stops reading, whatever it still has to write, so that a client
 * which sends from the thread that also reads cannot get stuck with it. Prints its ports, and for each path on its
 * standard input what it has seen there.
 */
public final class NeutralServer implements Runnable {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final int BACKLOG = 4096;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel plain = listen();
    private final ServerSocketChannel tls = listen();
    private final SSLContext context = ServerCertificate.fromSystemProperties();
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    /** Keyed by path; each window has its own. */
    private final Map<String, Seen> seen = new HashMap<>();

    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    /** Holds answers, which are never longer than the question, except handshakes and Close frames. */
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES + 4096);

    private NeutralServer() throws IOException {
        plain.register(selector, SelectionKey.OP_ACCEPT);
        tls.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        NeutralServer server = new NeutralServer();
        Thread loop = new Thread(server, "server");
        loop.setDaemon(true);
        loop.start();
        System.out.println(port(server.plain) + " " + port(server.tls));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = lines.readLine(); path != null; path = lines.readLine()) {
            String asked = path;
            server.questions.add(() -> System.out.println(server.seen.getOrDefault(asked, new Seen())));
            server.selector.wakeup();
        }
    }

    private static ServerSocketChannel listen() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        channel.configureBlocking(false);
        return channel;
    }

    private static int port(ServerSocketChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public void run() {
        try {
            while (true) {
                selector.select();
                for (Runnable question = questions.poll(); question != null; question = questions.poll()) {
                    question.run();
                }
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    serve(key);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the server's selector failed", e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            accept((ServerSocketChannel) key.channel());
            return;
        }
        ServerConnection connection = (ServerConnection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.writable();
            }
            if (key.isValid() && key.isReadable()) {
                connection.readable(in.clear(), out.clear());
            }
        } catch (IOException e) {
            connection.broken();
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Transport transport = new PlainTransport(channel, key);
            key.attach(new ServerConnection(listener == tls ? new TlsTransport(transport, context) : transport, seen));
        }
    }
}
