package dev.adieu.websocket.impl.connection.alive;

import dev.adieu.websocket.impl.connection.loop.Timing;
import io.netty.channel.EventLoop;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Pings the peer of one connection as {@link KeepAlive} decides. One timer of the event loop is set again when it runs
 * out; what arrives costs a store. All methods but {@link #progressed} belong to the event loop.
 */
public final class Heartbeat {

    /** The connection, on the event loop. */
    public interface Peer {

        /** Returns whether the connection is open. */
        boolean isOpen();

        /** Returns whether what the peer sends is read. */
        boolean isRead();

        /** Sends a ping in front of all data, and calls {@link Heartbeat#pingWritten} when it is written. */
        void ping(byte[] payload);

        /** Fails the connection. */
        void silent(SocketTimeoutException failure);
    }

    private final EventLoop loop;
    private final Timing timing;
    private final Peer peer;
    /** Distinguishes our pings from the application's: a peer repeats a ping's payload in its pong. */
    private final byte[] payload = new byte[8];

    private KeepAlive state;
    private long receivedAt;
    private Future<?> timer;
    /** Written by whoever writes to TCP. */
    private volatile boolean progressed;

    private Heartbeat(Duration interval, Duration timeout, EventLoop loop, Timing timing, Peer peer) {
        this.loop = loop;
        this.timing = timing;
        this.peer = peer;
        this.receivedAt = timing.nanoTime();
        this.state = KeepAlive.begin(
                interval, timeout, receivedAt, ThreadLocalRandom.current().nextDouble());
        ThreadLocalRandom.current().nextBytes(payload);
        this.timer = schedule(receivedAt);
    }

    /** Begins, for a connection that is established now. */
    public static Heartbeat begin(Duration interval, Duration timeout, EventLoop loop, Timing timing, Peer peer) {
        return new Heartbeat(interval, timeout, loop, timing, peer);
    }

    /** Records that bytes arrived. */
    public void received(long now) {
        receivedAt = now;
    }

    /** Records that the peer took bytes. Any thread. */
    public void progressed() {
        if (!progressed) {
            progressed = true;
        }
    }

    /** Returns whether a pong answers one of our pings. */
    public boolean isAnswer(byte[] pong) {
        return Arrays.equals(pong, payload);
    }

    /** Records that the operating system accepted the ping. */
    public void pingWritten() {
        assert loop.inEventLoop();
        state = state.after(new KeepAlive.Fact.PingWritten(timing.nanoTime())).next();
    }

    /** Ends it. */
    public void stop() {
        assert loop.inEventLoop();
        timer.cancel(false);
    }

    private Future<?> schedule(long now) {
        progressed = false;
        return timing.schedule(loop, Duration.ofNanos(Math.max(0, state.due() - now)), this::due);
    }

    private void due() {
        if (!peer.isOpen()) {
            return;
        }
        long now = timing.nanoTime();
        KeepAlive.Step step = state.after(new KeepAlive.Fact.Due(
                now,
                receivedAt,
                peer.isRead(),
                progressed,
                ThreadLocalRandom.current().nextDouble()));
        state = step.next();
        switch (step.action()) {
            case NOTHING -> timer = schedule(now);
            case PING -> {
                timer = schedule(now);
                peer.ping(payload);
            }
            case FAIL ->
                peer.silent(new SocketTimeoutException("the server has sent nothing, not even a pong, for "
                        + TimeUnit.NANOSECONDS.toMillis(state.timeout()) + " ms after a ping (adieu.pong-timeout)"));
        }
    }
}
