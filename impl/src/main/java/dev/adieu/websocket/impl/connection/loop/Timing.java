package dev.adieu.websocket.impl.connection.loop;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Where time comes from, so that a test can make it pass. */
public interface Timing {

    /** The event loop's own clock: no thread per timer. */
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

    /** Runs a task on the loop after a delay; after centuries if it is longer still. */
    Future<?> schedule(EventLoop loop, Duration delay, Runnable task);

    /** Like {@link System#nanoTime()}. */
    long nanoTime();
}
