package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Client;
import dev.adieu.websocket.bench.client.Connection;
import dev.adieu.websocket.bench.client.Events;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * So many messages under way on each of so many connections: the callback that has taken one sends the next. Every
 * message is compared with the one that is due.
 */
final class EchoWindow {

    private static final int PATIENCE_SECONDS = 20;

    private final int connections;
    private final int inFlight;
    private final Messages messages;
    /** True if each message is timed: with many connections the histograms would cost more than the messages. */
    private final boolean timed;

    private volatile boolean stopping;

    EchoWindow(int connections, int inFlight, Messages messages) {
        this.connections = connections;
        this.inFlight = inFlight;
        this.messages = messages;
        this.timed = connections == 1 && inFlight == 1;
    }

    Outcome run(Client client, URI uri, Duration time) throws Exception {
        List<Echo> echoes = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Echo echo = new Echo();
            echo.connection = client.connect(uri, echo);
            echoes.add(echo);
        }
        System.gc();
        Usage before = Usage.now();
        for (Echo echo : echoes) {
            echo.sendNext();
        }
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        stopping = true;
        long received = 0;
        for (Echo echo : echoes) {
            received += echo.drained.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        Outcome outcome = Usage.now().since(before, received);
        if (timed) {
            Histogram latency = new Histogram(3);
            echoes.forEach(echo -> latency.add(echo.latency));
            outcome.put(latency);
        }
        for (Echo echo : echoes) {
            echo.connection.close(1000);
            echo.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return outcome;
    }

    /** One connection. After the first send, all is done by its callbacks, one at a time. */
    private final class Echo implements Events {

        private final CompletableFuture<Long> drained = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final Histogram latency = new Histogram(3);
        private volatile Connection connection;
        private long sent;
        private long received;
        private long sentAt;

        /** Sends the next message. Only for the first, another send may be about to return. */
        synchronized void sendNext() throws Exception {
            sentAt = System.nanoTime();
            messages.send(connection, sent++);
        }

        @Override
        public void text(String text) {
            received(messages.isText(received, text));
        }

        @Override
        public void binary(ByteBuffer bytes) {
            received(messages.isBinary(received, bytes));
        }

        private void received(boolean isDue) {
            if (timed) {
                latency.recordValue(System.nanoTime() - sentAt);
            }
            if (!isDue) {
                failed(new IOException("message " + received + " is not what was sent, or not in its place"));
            }
            received++;
            try {
                while (!stopping && sent - received < inFlight) {
                    sendNext();
                }
            } catch (Exception e) {
                failed(e);
            }
            if (stopping && sent == received) {
                drained.complete(received);
            }
        }

        @Override
        public void closed(int code, String reason) {
            drained.completeExceptionally(new IOException("closed with " + code + " while messages were under way"));
            closed.complete(code);
        }

        @Override
        public void failed(Throwable failure) {
            drained.completeExceptionally(failure);
            closed.completeExceptionally(failure);
        }
    }
}
