package dev.adieu.websocket.demo.page;

import dev.adieu.websocket.demo.page.Stream.Column;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.ScriptException;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.TcpEvent;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** The server of one column: behaves as picked, and tells at once what it does and what it sees. */
final class LiveServer implements AutoCloseable {

    private static final int SHOWN_BYTES = 64;

    private final Choice choice;
    private final Column column;
    private final Stream stream;
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final Executor watchers;
    private final ScriptedPeer peer;
    private volatile PeerConnection connection;

    LiveServer(Choice choice, Column column, Stream stream, Executor watchers) {
        this.choice = choice;
        this.column = column;
        this.stream = stream;
        this.watchers = watchers;
        peer = ScriptedPeer.plain(this::play);
        watchers.execute(this::watchTheFirst);
    }

    ScriptedPeer peer() {
        return peer;
    }

    /** Called when the client has had its open event: what the server sends now cannot overtake it. */
    void clientIsOpen() {
        mayGoOn.countDown();
    }

    private void play(PeerConnection accepted) throws IOException {
        int number = connections.incrementAndGet();
        if (number > 1) {
            playAgain(number, accepted);
            return;
        }
        connection = accepted;
        connection.request();
        note("has the opening handshake");
        if (choice.when() == Choice.When.CONNECTING) {
            note("does not answer it");
            return;
        }
        connection.accept();
        note("accepts");
        try {
            mayGoOn.await();
            choice.server().play(this);
        } catch (ScriptException e) {
            note("sees the end before what it waited for");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that came back. */
    private void playAgain(int number, PeerConnection accepted) throws IOException {
        accepted.request();
        note("has another opening handshake");
        if (choice.server().refuses(number)) {
            note("is overloaded: answers 503 with Retry-After: 2");
            accepted.send(Response.status(503, "Service Unavailable").header("Retry-After", "2"));
            accepted.fin();
            return;
        }
        accepted.accept();
        note("accepts again");
        watchers.execute(() -> watch(accepted));
        try {
            accepted.answerClose();
            accepted.fin();
        } catch (ScriptException e) {
            note("sees the end before what it waited for");
        }
    }

    // What behaviours do.

    byte[] awaitClose() {
        return connection.awaitClose().payload();
    }

    void send(String words, Wire wire) throws IOException {
        stream.tell(column, "server", System.nanoTime(), words, hex(wire.bytes()));
        connection.send(wire);
    }

    void fin() throws IOException {
        note("ends TCP: FIN");
        connection.fin();
    }

    void rst() throws IOException {
        note("resets TCP: RST");
        connection.rst();
    }

    void note(String words) {
        stream.tell(column, "server", words);
    }

    // What the client does.

    private void watchTheFirst() {
        try {
            watch(peer.connection());
        } catch (ScriptException e) {
            stream.tell(column, "tcp", "no connection came");
        }
    }

    private void watch(PeerConnection watched) {
        for (int i = 0; tellFrame(watched, i); i++) {
            // Each in its turn.
        }
        watched.tcpEvents().stream()
                .filter(end -> end.side() == TcpEvent.Side.CLIENT)
                .findFirst()
                .ifPresent(end -> stream.tell(column, "tcp", end.nanos(), "the client ends TCP: " + end.how(), ""));
    }

    /** Returns whether there was a frame with that index; waits for it, or for the end of TCP. */
    private boolean tellFrame(PeerConnection watched, int index) {
        while (true) {
            try {
                ClientFrame frame = watched.awaitFrameAt(index);
                stream.tell(column, "wire", frame.nanos(), frame.toString(), hex(frame.raw()));
                return true;
            } catch (ScriptException e) {
                // It loses patience now and then; a browser that waits for an answer takes longer.
                if (!watched.tcpEvents().isEmpty()) {
                    return false;
                }
            }
        }
    }

    private static String hex(byte[] bytes) {
        String shown = HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_BYTES)));
        return bytes.length > SHOWN_BYTES ? shown + " …" : shown;
    }

    @Override
    public void close() {
        mayGoOn.countDown();
        peer.close();
    }
}
