package dev.adieu.websocket.it.browsers.run;

import dev.adieu.websocket.it.browsers.run.PeerRecord.Ended;
import dev.adieu.websocket.it.browsers.run.PeerRecord.Played;
import dev.adieu.websocket.it.browsers.run.PeerRecord.Received;
import dev.adieu.websocket.it.browsers.scenario.Server;
import dev.adieu.websocket.it.browsers.scenario.ServerStep;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptException;
import dev.adieu.websocket.peer.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** The server's part on one connection: plays the steps and writes down what happens. */
final class ServerSide implements Server {

    private static final int SHOWN_BYTES = 160;
    private static final int PATIENCE_SECONDS = 100;

    private final PeerConnection connection;
    private final Consumer<String> cues;
    private final Semaphore signals;
    private final CountDownLatch closeEvent;
    private final CountDownLatch allPlayed = new CountDownLatch(1);
    private final List<Played> played = new ArrayList<>();
    private OpeningRequest request;
    private String unreached;

    ServerSide(PeerConnection connection, Consumer<String> cues, Semaphore signals, CountDownLatch closeEvent) {
        this.connection = connection;
        this.cues = cues;
        this.signals = signals;
        this.closeEvent = closeEvent;
    }

    void play(List<ServerStep> steps) {
        for (ServerStep step : steps) {
            note(new Played(WallClock.now(), step.words(), ""));
            try {
                step.act().on(this);
            } catch (IOException | ScriptException e) {
                // The client has gone, which some clients do and others do not.
                synchronized (this) {
                    unreached = step.words() + ": " + e.getMessage();
                }
                break;
            }
        }
        allPlayed.countDown();
    }

    private synchronized void note(Played step) {
        played.add(step);
    }

    @Override
    public PeerConnection connection() {
        return connection;
    }

    @Override
    public OpeningRequest request() {
        OpeningRequest read = connection.request();
        synchronized (this) {
            request = read;
        }
        return read;
    }

    @Override
    public void send(Wire... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Wire part : parts) {
            all.writeBytes(part.bytes());
        }
        synchronized (this) {
            Played step = played.remove(played.size() - 1);
            played.add(new Played(step.at(), step.step(), hex(all.toByteArray())));
        }
        connection.send(Wire.raw(all.toByteArray()));
    }

    private static String hex(byte[] bytes) {
        int shown = Math.min(bytes.length, SHOWN_BYTES);
        return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, shown)
                + (bytes.length > shown ? " … (" + bytes.length + " bytes)" : "");
    }

    @Override
    public void cue(String name) {
        cues.accept(name);
    }

    @Override
    public void awaitSignal() {
        await(() -> signals.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), "the client's word");
    }

    @Override
    public void awaitCloseEvent() {
        await(() -> closeEvent.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the client's close event");
    }

    private static void await(Callable<Boolean> arrival, String what) {
        try {
            if (!arrival.call()) {
                throw new ScriptException(what + " never came");
            }
        } catch (Exception e) {
            throw (ScriptException) new ScriptException("gave up waiting for " + what).initCause(e);
        }
    }

    /** Waits until the last step has been played, but not for ever. */
    void awaitPlayed() throws InterruptedException {
        allPlayed.await(5, TimeUnit.SECONDS);
    }

    /** Waits for the end of TCP, but not for ever. */
    PeerRecord record(Duration patience) {
        String left = null;
        try {
            CompletableFuture.runAsync(connection::awaitOver, task -> new Thread(task, "end of TCP").start())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            left = "the client did not end TCP";
        } catch (ExecutionException e) {
            left = e.getCause() instanceof ScriptException
                    ? "the client did not end TCP"
                    : String.valueOf(e.getCause().getCause());
        }
        List<Ended> tcp = connection.tcpEvents().stream()
                .map(end -> new Ended(
                        WallClock.at(end.nanos()),
                        end.side().name().toLowerCase(Locale.ROOT),
                        end.how().name()))
                .toList();
        List<Received> frames =
                connection.frames().stream().map(ServerSide::received).toList();
        synchronized (this) {
            return new PeerRecord(
                    true,
                    request == null ? null : request.raw(),
                    List.copyOf(played),
                    frames,
                    connection.unfinishedBytes(),
                    tcp,
                    left == null ? unreached : left);
        }
    }

    private static Received received(ClientFrame frame) {
        CRC32 checksum = new CRC32();
        checksum.update(frame.payload());
        String text = frame.isClose()
                ? (frame.payload().length == 0 ? "" : frame.closeCode() + " " + frame.closeReason()).strip()
                : frame.opcode() == Opcode.TEXT && frame.payload().length <= SHOWN_BYTES ? frame.text() : "";
        return new Received(
                WallClock.at(frame.nanos()),
                frame.opcode(),
                frame.fin(),
                frame.rsv(),
                frame.masked(),
                frame.payload().length,
                text,
                checksum.getValue(),
                hex(frame.raw()));
    }
}
