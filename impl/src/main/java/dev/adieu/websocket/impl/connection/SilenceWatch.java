package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.alive.Heartbeat;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.loop.IdleTimer;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that is idle, and pings a peer that is silent. Our pings and their pongs leave a connection as
 * idle as it was. Event loop only, unless a comment says otherwise.
 */
final class SilenceWatch implements Heartbeat.Peer {

    private static final int PONG_HEADER = 2;

    private final ConnectionSettings settings;
    private final EventLoop loop;
    private final Timing timing;
    private final ConnectionState state;
    private final FactHandler facts;
    private final Runnable work;
    private final IdleTimer idleTimer;
    /** {@code null} before the connection is established. */
    private @Nullable Channel channel;
    /** {@code null} before the connection is established, and if nothing is pinged. */
    private @Nullable Heartbeat heartbeat;
    /** The number of bytes in the current round that are pongs to our own pings. */
    private int answered;

    /** @param work writes what is queued, on the event loop */
    SilenceWatch(
            ConnectionSettings settings,
            EventLoop loop,
            Timing timing,
            ConnectionState state,
            FactHandler facts,
            Runnable work) {
        this.settings = settings;
        this.loop = loop;
        this.timing = timing;
        this.state = state;
        this.facts = facts;
        this.work = work;
        this.idleTimer = new IdleTimer(loop, timing, () -> facts.close(CloseTrigger.of(CloseCause.IDLE_TIMEOUT)));
    }

    /** Begins, for a connection that is established now. */
    void opened(Channel established) {
        assert loop.inEventLoop();
        channel = established;
        idleTimer.touched();
        if (!settings.pingInterval().isZero()) {
            heartbeat = Heartbeat.begin(settings.pingInterval(), settings.pongTimeout(), loop, timing, this);
            facts.progressTo(heartbeat::progressed);
        }
    }

    /** Sets how long the connection may be idle; zero or less for ever. */
    void idleTimeout(Duration timeout) {
        idleTimer.set(timeout);
    }

    /** Records that a frame was written that is no ping of ours. Any thread. */
    void frameWritten() {
        idleTimer.touched();
    }

    /** Records that bytes came, after what could be read of them was read. */
    void bytesCame(int count) {
        assert loop.inEventLoop();
        long now = timing.nanoTime();
        if (count > answered) {
            idleTimer.touched(now);
        }
        answered = 0;
        if (heartbeat != null) {
            heartbeat.received(now);
        }
    }

    /** Returns whether a pong answers a ping of ours. */
    boolean answersOwnPing(byte[] pong) {
        assert loop.inEventLoop();
        boolean answers = heartbeat != null && heartbeat.isAnswer(pong);
        if (answers) {
            answered += PONG_HEADER + pong.length;
        }
        return answers;
    }

    /** Ends it. */
    void stop() {
        assert loop.inEventLoop();
        idleTimer.stop();
        if (heartbeat != null) {
            heartbeat.stop();
        }
    }

    // What the heartbeat asks for.

    @Override
    public boolean isOpen() {
        return state.closing().state() == ReadyState.OPEN;
    }

    @Override
    public boolean isRead() {
        return channel != null && channel.config().isAutoRead();
    }

    @Override
    public void ping(byte[] payload) {
        state.ping(QueuedFrame.ownPing(payload, failure -> {
            if (failure == null && heartbeat != null) {
                heartbeat.pingWritten();
            }
        }));
        work.run();
    }

    @Override
    public void silent(SocketTimeoutException failure) {
        facts.happened(new Fact.PeerSilent(failure));
    }
}
