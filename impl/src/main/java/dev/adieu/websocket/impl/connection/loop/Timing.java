package dev.adieu.websocket.impl.connection.loop;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The source of time, so that a test can make it pass. All methods may be called on any thread. */
public interface Timing {

    /** The clock of the event loop itself: no timer has a thread. */
    Timing REAL = new Timing() {
        @Override
        public Future<?> schedule(EventLoop loop, Duration delay, Runnable task) {
            return loop.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    };

    /** Runs a task on the loop after a delay. A delay that nanoseconds cannot express is taken as 292 years. */
    Future<?> schedule(EventLoop loop, Duration delay, Runnable task);

    /** Returns the time in nanoseconds, like {@link System#nanoTime()}. */
    long nanoTime();
}
