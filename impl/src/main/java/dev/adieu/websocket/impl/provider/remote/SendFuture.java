package dev.adieu.websocket.impl.provider.remote;

import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The result of one send. A callback that waits for it gives up the event loop first. Any thread. */
public final class SendFuture extends CompletableFuture<Void> implements QueuedFrame.Completion {

    @Override
    public void completed(@Nullable Throwable failure) {
        if (failure == null) {
            complete(null);
        } else {
            completeExceptionally(failure);
        }
    }

    @Override
    public Void get() throws InterruptedException, ExecutionException {
        beforeWaiting();
        return super.get();
    }

    @Override
    public Void get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        beforeWaiting();
        return super.get(timeout, unit);
    }

    @Override
    public Void join() {
        beforeWaiting();
        return super.join();
    }

    private void beforeWaiting() {
        if (!isDone()) {
            SerialExecutor.beforeWaiting();
        }
    }
}
