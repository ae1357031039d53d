package dev.adieu.websocket.impl.provider.remote;

import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Completes a send once: when it is written or has failed, or when its timeout passes first. Any thread. */
public final class SendDeadline implements QueuedFrame.Completion {

    private final QueuedFrame.Completion completion;
    private final AtomicBoolean completed = new AtomicBoolean();
    /** Set once, by the sending thread; {@code null} until then. */
    private volatile @Nullable Future<?> timer;

    SendDeadline(QueuedFrame.Completion completion) {
        this.completion = completion;
    }

    void start(QueuedFrame frame, WebSocketConnection connection, Duration timeout) {
        timer = connection.after(timeout, () -> passed(frame, connection, timeout));
        if (completed.get()) {
            timer.cancel(false);
        }
    }

    private void passed(QueuedFrame frame, WebSocketConnection connection, Duration timeout) {
        if (!completed.get()) {
            Throwable late = new SocketTimeoutException(
                    "the message was not written within the send timeout of " + timeout.toMillis() + " ms");
            if (!connection.withdraw(frame, late)) {
                // Some of it is written already, so the message may still arrive.
                completed(late);
            }
        }
    }

    @Override
    public void completed(@Nullable Throwable failure) {
        if (completed.compareAndSet(false, true)) {
            Future<?> running = timer;
            if (running != null) {
                running.cancel(false);
            }
            completion.completed(failure);
        }
    }
}
