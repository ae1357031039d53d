package dev.adieu.websocket.it.browsers.run;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptException;
import dev.adieu.websocket.peer.ScriptedPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    /** Some of the ports above 1024 that browsers block (WHATWG Fetch, "bad port"): a free one is taken. */
    private static final int[] BLOCKED_PORTS = {6665, 6666, 6667, 6668, 6669, 6697, 10_080};

    private final Scenario scenario;
    private final ScriptedPeer peer;
    private final String url;
    private final Consumer<String> cues;
    private final Semaphore signals = new Semaphore(0);
    private final CountDownLatch closeEvent = new CountDownLatch(1);
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile ServerSide serverSide;

    Play(Scenario scenario, String address, Consumer<String> cues) {
        this.scenario = scenario;
        this.cues = cues;
        String host = address(scenario.url(), address);
        peer = switch (scenario.transport()) {
            case NO_LISTENER -> null;
            case BLOCKED_PORT -> onBlockedPort(host);
            default -> ScriptedPeer.at(host, scenario.transport().serverHasTls(), this::script);
        };
        url = scenario.url()
                .replace("{host}", host)
                .replace("{port}", String.valueOf(peer == null ? portOfNobody(host) : peer.port()));
    }

    /** Returns where the server listens: names lead to 127.0.0.1, the address of this machine in every browser. */
    private static String address(String url, String address) {
        return url.contains("{host}") ? address : url.contains("[") ? "::1" : "127.0.0.1";
    }

    private ScriptedPeer onBlockedPort(String host) {
        UncheckedIOException taken = null;
        for (int port : BLOCKED_PORTS) {
            try {
                return ScriptedPeer.at(host, port, this::script);
            } catch (UncheckedIOException e) {
                taken = e;
            }
        }
        throw taken;
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

    /** Returns the text that the client is given as a URL, which it need not be. */
    String url() {
        return url;
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

    /** Notes that the client has got as far as {@code signal()}. */
    void signal() {
        signals.release();
    }

    /**
     * Notes that the client has had its close event, and waits until the server has done its part, for the client to
     * see what may come of it.
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
