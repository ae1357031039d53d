package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.CloseArguments;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.provider.application.Live;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The attempt that the application sees, which becomes the connection of its session. Any thread. */
final class Attempt implements ConnectionAttempt, Live {

    /** The time beyond the connect timeout that a thread waits: normally the attempt fails first, with its reason. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final WebSocketConnection connection;
    /** Meaningful once the connection is established. */
    private final AdieuSession established;

    private final SerialExecutor callbacks;
    private final Duration connectTimeout;
    private final CompletableFuture<BrowserSession> opened;
    private final CompletionStage<BrowserSession> session;

    Attempt(
            WebSocketConnection connection,
            AdieuSession established,
            SerialExecutor callbacks,
            Duration connectTimeout,
            CompletableFuture<BrowserSession> opened) {
        this.connection = connection;
        this.established = established;
        this.callbacks = callbacks;
        this.connectTimeout = connectTimeout;
        this.opened = opened;
        this.session = opened.minimalCompletionStage();
    }

    void begin() {
        connection.connect();
    }

    /** Leaves the callbacks to the thread that will {@link #await}. Call it before {@link #begin}. */
    void leaveToCaller() {
        callbacks.leaveToCaller();
    }

    /**
     * Waits until {@code onOpen} has returned or the attempt has failed, and runs the callbacks until then: on the
     * calling thread, {@code onOpen} cannot wait for a lock that this thread holds, nor for a thread of the
     * application's executor. The calling thread waits at most one second longer than the connect timeout, whatever
     * becomes of the attempt; only a callback that it runs itself can take longer.
     *
     * @throws ExecutionException with the reason why there is no session
     */
    BrowserSession await() throws InterruptedException, ExecutionException {
        SerialExecutor.beforeWaiting();
        long time = Math.min(TimeUnit.NANOSECONDS.convert(connectTimeout), Long.MAX_VALUE - PATIENCE);
        callbacks.runHere(opened, time + PATIENCE);
        if (!opened.isDone()) {
            close();
            throw new ExecutionException(
                    established.notConnected(new SocketTimeoutException("the attempt did not end within the connect"
                            + " timeout of " + connectTimeout.toMillis() + " ms (adieu.connect-timeout)")));
        }
        return opened.get();
    }

    @Override
    public ReadyState getReadyState() {
        return connection.readyState();
    }

    @Override
    public void close() {
        close(CloseCause.NORMAL);
    }

    @Override
    public void close(CloseCause cause) {
        if (!connection.giveUp() && connection.readyState() == ReadyState.OPEN) {
            connection.close(CloseTrigger.of(cause));
        }
    }

    AdieuSession established() {
        return established;
    }

    @Override
    public Duration closingTimeout() {
        return connection.closingTimeout();
    }

    @Override
    public void stopWaiting() {
        connection.stopWaiting();
    }

    @Override
    public void close(int code) {
        close(code, null);
    }

    @Override
    public void close(int code, @Nullable String reason) {
        connection.close(CloseArguments.check(code, reason, connection.rules()));
    }

    @Override
    public CompletionStage<BrowserSession> session() {
        return session;
    }

    @Override
    public CompletionStage<CloseEvent> closed() {
        return established.closed();
    }
}
