package dev.adieu.websocket.impl.contract;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.ReadyState;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.SessionException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Every callback of one endpoint in order, and what is wrong with any of them whatever the row. */
final class CallbackLog {

    private final List<String> entries = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final Row row;
    private RowClient client;
    private Session session;
    private Throwable error;
    private long closedNanos;

    CallbackLog(Row row) {
        this.row = row;
    }

    synchronized void of(RowClient owner) {
        client = owner;
    }

    void open(Session opened) {
        synchronized (this) {
            session = opened;
            client.opened((BrowserSession) opened);
        }
        happens("open", opened, row.onOpen);
    }

    void text(Session from, String text) {
        happens("text " + Shown.payload(text.getBytes(StandardCharsets.UTF_8), true), from, c -> {
            row.onMessage.run(c);
            if (row.echoing) {
                c.session().getBasicRemote().sendText(text);
            }
        });
    }

    void binary(Session from, ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        happens("binary " + Shown.payload(copy, false), from, c -> {
            row.onMessage.run(c);
            if (row.echoing) {
                c.session().getBasicRemote().sendBinary(ByteBuffer.wrap(copy));
            }
        });
    }

    void pong(Session from, PongMessage pong) {
        byte[] copy = new byte[pong.getApplicationData().remaining()];
        pong.getApplicationData().duplicate().get(copy);
        happens("pong " + Shown.payload(copy, true), from, row.onMessage);
    }

    void error(Session from, Throwable thrown) {
        synchronized (this) {
            error = thrown;
        }
        happens(thrown instanceof SessionException ? "connection lost" : "error", from, row.onError);
    }

    void close(Session from, CloseReason reason) {
        synchronized (this) {
            closedNanos = System.nanoTime();
            check(((BrowserSession) from).getReadyState() == ReadyState.CLOSED, "readyState in onClose is not CLOSED");
            check(from.isOpen(), "isOpen() is false before onClose has returned");
        }
        happens(closed(reason.getCloseCode().getCode(), reason.getReasonPhrase()), from, row.onClose);
    }

    static String closed(int code, String reason) {
        return "close " + code + " \"" + reason + '"';
    }

    private void happens(String entry, Session from, Act act) {
        RowClient owner;
        synchronized (this) {
            check(running.incrementAndGet() == 1, entry + " overlaps another callback");
            check(from == session, entry + " came with another Session object");
            check(
                    entries.isEmpty() || !entries.get(entries.size() - 1).startsWith("close "),
                    entry + " came after onClose");
            entries.add(entry);
            owner = client;
            notifyAll();
        }
        try {
            act.run(owner);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            running.decrementAndGet();
        }
    }

    private void check(boolean fact, String fault) {
        if (!fact) {
            faults.add(fault);
        }
    }

    /** Waits for the entry that the test needs to have happened before it goes on. */
    synchronized void await(String entry) throws InterruptedException {
        await(() -> entries.contains(entry), entry);
    }

    private void await(BooleanSupplier fact, String what) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!fact.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(what + " did not happen; so far: " + entries);
            }
            wait(left);
        }
    }

    synchronized List<String> entries() {
        return List.copyOf(entries);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized Session session() {
        return session;
    }

    synchronized Throwable error() {
        return error;
    }

    synchronized long closedNanos() {
        return closedNanos;
    }
}
