package dev.adieu.websocket.impl.provider;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.adieu.websocket.impl.connection.loop.Timing;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Time that passes when a test says so, for real connections: what falls due runs on its event loop. */
final class LoopTiming implements Timing {

    private record Task(long due, EventLoop loop, FutureTask<Void> future) {}

    @GuardedBy("this")
    private final List<Task> tasks = new ArrayList<>();

    @GuardedBy("this")
    private long now;

    @GuardedBy("this")
    private int looks;

    @Override
    public synchronized Future<?> schedule(EventLoop loop, Duration delay, Runnable task) {
        Task scheduled = new Task(now + delay.toNanos(), loop, new FutureTask<>(task, null));
        tasks.add(scheduled);
        return scheduled.future();
    }

    @Override
    public synchronized long nanoTime() {
        looks++;
        return now;
    }

    /** Returns how often the clock was looked at. */
    synchronized int looks() {
        return looks;
    }

    /** Lets time pass, and waits for each task that falls due. */
    void pass(Duration time) throws Exception {
        long until;
        synchronized (this) {
            until = now + time.toNanos();
        }
        for (Task next = next(until); next != null; next = next(until)) {
            if (!next.future().isCancelled()) {
                next.loop().submit(next.future()).get();
            }
        }
    }

    /** Takes the next task that is due by then, and goes on to its moment. */
    private synchronized Task next(long until) {
        Task next = tasks.stream()
                .filter(task -> task.due() <= until)
                .min(Comparator.comparingLong(Task::due))
                .orElse(null);
        now = next == null ? until : Math.max(now, next.due());
        tasks.remove(next);
        return next;
    }
}
