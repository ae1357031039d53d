package dev.adieu.websocket.impl.connection.loop;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Notices that no frame was sent and no byte received for a while. One timer is rescheduled when it fires, instead of
 * one for each frame. Event loop only, except {@link #touched}.
 */
public final class IdleTimer {

    private final EventLoop loop;
    private final Timing timing;
    private final Runnable onIdle;
    /** Zero or less for none. Event loop only. */
    private Duration timeout = Duration.ZERO;
    /** The {@link Timing#nanoTime} of the last frame. Written by any thread. */
    private volatile long touchedAt;
    /** {@code null} while none is scheduled. Event loop only. */
    private @Nullable Future<?> timer;

    /**
     * Creates a timer that does not run.
     *
     * @param onIdle is run on the event loop, once for each timeout that was set
     */
    public IdleTimer(EventLoop loop, Timing timing, Runnable onIdle) {
        this.loop = loop;
        this.timing = timing;
        this.onIdle = onIdle;
    }

    /** Starts again with another timeout, counted from now; zero or less stops the timer. */
    public void set(Duration next) {
        assert loop.inEventLoop();
        stop();
        timeout = next;
        touched();
        if (!next.isZero() && !next.isNegative()) {
            schedule(next);
        }
    }

    /** Records that a frame was sent or bytes received. Any thread. */
    public void touched() {
        touched(timing.nanoTime());
    }

    /** Records that a frame went at that time. Any thread. */
    public void touched(long nanoTime) {
        touchedAt = nanoTime;
    }

    /** Stops the timer. */
    public void stop() {
        assert loop.inEventLoop();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(Duration delay) {
        timer = timing.schedule(loop, delay, this::fired);
    }

    private void fired() {
        Duration left = timeout.minusNanos(timing.nanoTime() - touchedAt);
        if (left.isZero() || left.isNegative()) {
            timer = null;
            onIdle.run();
        } else {
            schedule(left);
        }
    }
}
