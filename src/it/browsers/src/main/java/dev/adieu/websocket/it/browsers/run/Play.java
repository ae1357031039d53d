package dev.adieu.websocket.it.browsers.run;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptException;
import dev.adieu.websocket.peer.ScriptedPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One scenario being played for one client: the server's part of it, and what client and server tell each other outside
 * of the connection.
 */
final class Play implements AutoCloseable {

    private final Scenario scenario;
    private final ScriptedPeer peer;
    private final URI uri;
    private final Consumer<String> cues;
    private final Semaphore signals = new Semaphore(0);
    private final CountDownLatch closeEvent = new CountDownLatch(1);
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile ServerSide serverSide;

    Play(Scenario scenario, String address, Consumer<String> cues) {
        this.scenario = scenario;
        this.cues = cues;
        Transport transport = scenario.transport();
        boolean serverHasTls = transport == Transport.TLS || transport == Transport.PLAIN_CLIENT_TO_TLS_SERVER;
        boolean clientHasTls = transport == Transport.TLS || transport == Transport.TLS_CLIENT_TO_PLAIN_SERVER;
        peer = transport == Transport.NO_LISTENER ? null : ScriptedPeer.at(address, serverHasTls, this::script);
        uri = URI.create((clientHasTls ? "wss" : "ws") + "://" + address + ':'
                + (peer == null ? portOfNobody(address) : peer.port()) + '/');
    }

    private static int portOfNobody(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Scenario scenario() {
        return scenario;
    }

    URI uri() {
        return uri;
    }

    private void script(PeerConnection connection) {
        ServerSide side = new ServerSide(connection, cues, signals, closeEvent);
        synchronized (this) {
            if (serverSide == null) {
                serverSide = side;
                connected.countDown();
            }
        }
        side.play(scenario.server());
    }

    /** The client has got as far as {@code signal()}. */
    void signal() {
        signals.release();
    }

    /**
     * The client has had its close event; waits until the server has done its part, for the client to see what may come
     * of it.
     */
    void closeEvent() {
        closeEvent.countDown();
        try {
            if (connected.await(300, TimeUnit.MILLISECONDS)) {
                serverSide.awaitPlayed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the record; waits so long at most for the client to end TCP. */
    RunRecord finish(ClientRecord client, Duration patience) {
        closeEvent.countDown();
        PeerRecord seen = serverSide == null
                ? new PeerRecord(false, null, List.of(), List.of(), 0, List.of(), null)
                : serverSide.record(patience);
        return new RunRecord(scenario.id(), client, seen);
    }

    @Override
    public void close() {
        if (peer != null) {
            try {
                peer.close();
            } catch (ScriptException e) {
                throw new IllegalStateException("the server of " + scenario.id() + " does not end", e);
            }
        }
    }
}
