package dev.adieu.websocket.impl.connection.loop;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Time that passes when a test says so, on the thread of the test. */
public final class ManualTiming implements Timing {

    private record Task(long due, FutureTask<Void> future) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    @Override
    public Future<?> schedule(EventLoop loop, Duration delay, Runnable task) {
        Task scheduled = new Task(now + delay.toNanos(), new FutureTask<>(task, null));
        tasks.add(scheduled);
        return scheduled.future();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** Lets time pass, and runs what falls due, each at its moment. */
    public void pass(Duration time) {
        long until = now + time.toNanos();
        for (Task next = next(until); next != null; next = next(until)) {
            tasks.remove(next);
            now = next.due();
            next.future().run();
        }
        now = until;
    }

    private Task next(long until) {
        return tasks.stream()
                .filter(task -> task.due() - until <= 0)
                .min(Comparator.comparingLong(task -> task.due() - now))
                .orElse(null);
    }

    /** Returns the number of tasks that are scheduled and not cancelled. */
    public long waiting() {
        return tasks.stream().filter(task -> !task.future().isCancelled()).count();
    }
}
