package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.CloseTimer;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import dev.adieu.websocket.impl.connection.handshake.Connector;
import dev.adieu.websocket.impl.connection.handshake.HandshakeRequest;
import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.connection.send.DirectChannel;
import dev.adieu.websocket.impl.connection.send.MessageFragmenter;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * One connection from the attempt to its end, as the provider uses it. Methods may be called on any thread and never
 * block. {@link ConnectionState} decides under its lock, and {@link ConnectionLoop} acts on the event loop.
 */
public final class WebSocketConnection {

    private final ConnectionSettings settings;
    private final Timing timing;
    private final EventLoop loop;
    private final ConnectionLoop onLoop;
    private final ConnectionState state;
    private final FactHandler facts;
    private final Connector connector;

    public WebSocketConnection(
            ConnectionSettings settings,
            HandshakeRequest request,
            MessageLimits limits,
            ConnectionListener listener,
            SerialExecutor callbacks,
            Timing timing,
            HostLookup lookup,
            IoThreads.Lease threads) {
        this.settings = settings;
        this.timing = timing;
        this.loop = threads.loop();
        this.onLoop = new ConnectionLoop(settings, limits, listener, callbacks, timing, threads);
        this.state = onLoop.state();
        this.facts = onLoop.facts();
        this.connector = new Connector(
                onLoop,
                settings.handshake(),
                request,
                callbacks,
                lookup,
                threads.pool(),
                loop,
                timing,
                DirectChannel::new);
    }

    /** Begins the attempt, unless it has been abandoned already. Call once. */
    public void connect() {
        onLoop.connect(connector);
    }

    /** Returns the address that the application gave. */
    public ServerAddress address() {
        return connector.asked();
    }

    public ReadyState readyState() {
        return state.closing().state();
    }

    /** Returns whether messages that have arrived are still delivered. */
    public boolean deliversMessages() {
        return state.closing().deliversMessages();
    }

    public long bufferedAmount() {
        return state.bufferedAmount();
    }

    public Duration closingTimeout() {
        return settings.closingTimeout();
    }

    public CloseRules rules() {
        return settings.rules();
    }

    /** <em>Starts the closing handshake</em>, or abandons the attempt; does nothing if that was done already. */
    public void close(CloseBody body) {
        facts.happened(new Fact.CloseRequested(body));
    }

    /**
     * <em>Starts the closing handshake</em> for a reason of the provider; does nothing unless the connection is open.
     * The application's strategy chooses what is sent; this thread neither calls it nor waits for it.
     */
    public void close(CloseTrigger trigger) {
        facts.close(trigger);
    }

    /**
     * Stops waiting for the peer, as if the closing timeout had passed; does nothing unless the connection is closing.
     */
    public void stopWaiting() {
        facts.happened(new Fact.TimedOut(CloseTimer.CLOSING));
    }

    /** Abandons the attempt; returns whether there was one. */
    public boolean giveUp() {
        return facts.giveUp();
    }

    /** Sets how large messages may be from now on, and whether they are delivered in parts. */
    public void limits(MessageLimits next) {
        state.limits(next);
    }

    public MessageLimits limits() {
        return state.limits();
    }

    /** Sets the time without frames in either direction that closes the connection; zero or less for none. */
    public void idleTimeout(Duration timeout) {
        if (readyState() == ReadyState.OPEN) {
            onLoop.idleTimeout(timeout);
        }
    }

    /** Runs a short task after a delay, on the event loop. */
    public Future<?> after(Duration delay, Runnable task) {
        return timing.schedule(loop, delay, task);
    }

    // Sending.

    /** Sets whether frames wait for {@link #flushBatch} or until enough bytes are queued. */
    public void batching(boolean allowed) {
        state.batching(allowed);
        if (!allowed) {
            flushBatch();
        }
    }

    public boolean batching() {
        return state.batching();
    }

    public void flushBatch() {
        facts.submitWork();
    }

    /**
     * Accepts a text message for sending. The completion must not block. It is called on the event loop; if it
     * {@linkplain QueuedFrame.Completion#isAwaited is awaited}, perhaps on this thread; and if the connection ends
     * first, on the thread that ends it.
     *
     * @throws IllegalStateException if the connection is not open, or another message is being sent in parts
     */
    public QueuedFrame sendText(String text, QueuedFrame.Completion completion) {
        return send(MessageFragmenter::wholeText, text, completion);
    }

    /**
     * Accepts a binary message, as {@link #sendText}. The array is not copied and must not be changed until it is
     * written.
     */
    public QueuedFrame sendBinary(ByteBuffer bytes, QueuedFrame.Completion completion) {
        return send(MessageFragmenter::wholeBinary, bytes, completion);
    }

    /** Accepts the next part of a text message, as {@link #sendText}. */
    public QueuedFrame sendPartOfText(String part, boolean last, QueuedFrame.Completion completion) {
        return send((fragmenter, text) -> fragmenter.partOfText(text, last), part, completion);
    }

    /** Accepts the next part of a binary message, as {@link #sendBinary}. */
    public QueuedFrame sendPartOfBinary(ByteBuffer part, boolean last, QueuedFrame.Completion completion) {
        return send((fragmenter, bytes) -> fragmenter.partOfBinary(bytes, last), part, completion);
    }

    /** Accepts a ping with at most 125 bytes, as {@link #sendText}. */
    public QueuedFrame sendPing(ByteBuffer payload, QueuedFrame.Completion completion) {
        return send((fragmenter, bytes) -> OutgoingFrame.control(Opcode.PING, bytes), payload, completion);
    }

    /** Accepts an unsolicited pong with at most 125 bytes, as {@link #sendText}. */
    public QueuedFrame sendPong(ByteBuffer payload, QueuedFrame.Completion completion) {
        return send((fragmenter, bytes) -> OutgoingFrame.control(Opcode.PONG, bytes), payload, completion);
    }

    private <T> QueuedFrame send(ConnectionState.FrameSource<T> source, T message, QueuedFrame.Completion completion) {
        QueuedFrame frame = state.accept(source, message, completion);
        DirectChannel direct = frame.direct();
        if (direct != null) {
            writeDirectly(direct, frame);
        } else if (frame.wakesLoop()) {
            facts.onLoop(onLoop::work);
        }
        return frame;
    }

    /** Writes a frame whose sender has reserved the socket; the reservation ends whatever happens. */
    private void writeDirectly(DirectChannel direct, QueuedFrame frame) {
        ByteBuffer rest;
        try {
            rest = direct.write(frame.frame);
        } catch (RuntimeException | OutOfMemoryError e) {
            state.endDirectWrite();
            facts.ownFault(e);
            frame.complete(e);
            return;
        }
        facts.bytesAccepted(frame.writtenAllBut(rest.remaining()));
        if (rest.hasRemaining()) {
            try {
                loop.execute(() -> onLoop.writeRest(frame, rest));
            } catch (RejectedExecutionException connectionEnded) {
                facts.discard(frame);
            }
            return;
        }
        boolean othersWait = state.endDirectWrite();
        onLoop.touchedBySender();
        frame.complete(null);
        if (othersWait) {
            facts.submitWork();
        }
    }

    /** Withdraws and completes a whole message if nothing of it has been written; returns whether it did. */
    public boolean withdraw(QueuedFrame frame, Throwable why) {
        boolean withdrawn = state.withdraw(frame);
        if (withdrawn) {
            frame.complete(why);
        }
        return withdrawn;
    }
}
