package dev.adieu.websocket.impl.connection.loop;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Notices that no frame went either way for a while. One timer that looks back, not one per frame. Event loop only, but
 * for {@link #touched}.
 */
public final class IdleTimer {

    private final EventLoop loop;
    private final Timing timing;
    private final Runnable onIdle;
    private Duration timeout = Duration.ZERO;
    private volatile long touchedAt;
    private Future<?> timer;

    public IdleTimer(EventLoop loop, Timing timing, Runnable onIdle) {
        this.loop = loop;
        this.timing = timing;
        this.onIdle = onIdle;
    }

    public void set(Duration next) {
        stop();
        timeout = next;
        touched();
        if (!next.isZero() && !next.isNegative()) {
            schedule(next);
        }
    }

    public void touched() {
        touchedAt = timing.nanoTime();
    }

    public void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(Duration delay) {
        timer = timing.schedule(loop, delay, this::look);
    }

    private void look() {
        Duration left = timeout.minusNanos(timing.nanoTime() - touchedAt);
        if (left.isZero() || left.isNegative()) {
            timer = null;
            onIdle.run();
        } else {
            schedule(left);
        }
    }
}
