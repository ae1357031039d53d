package dev.adieu.websocket.impl.connection.handshake;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs the steps of an attempt on their threads. No step begins after the attempt was cancelled. Any thread. */
final class Steps {

    /** Runs a step on the calling thread, if it neither blocks nor is code of the application. */
    static final Executor HERE = Runnable::run;

    private final HandshakeListener listener;
    private final EventLoop loop;
    /** Event loop only. */
    private boolean abandoned;
    /** Written by the thread that takes a step, and read on the event loop. */
    private volatile String awaited = "";

    Steps(HandshakeListener listener, EventLoop loop) {
        this.listener = listener;
        this.loop = loop;
    }

    interface Step {
        void take() throws Exception;
    }

    /** Records what the attempt waits for from now on, for the message of the connect timeout. Any thread. */
    void await(String who) {
        awaited = who;
    }

    /** Returns what the attempt waits for; empty if it has not begun. Any thread. */
    String awaited() {
        return awaited;
    }

    /** Takes a step on an executor. What it throws fails the attempt. */
    void take(Executor executor, Step step) {
        executor.execute(() -> {
            if (listener.isConnecting()) {
                try {
                    step.take();
                } catch (Throwable t) {
                    fail(t);
                }
            }
        });
    }

    /** Takes a step on the event loop. */
    void onLoop(Runnable step) {
        try {
            loop.execute(() -> {
                if (!abandoned) {
                    step.run();
                }
            });
        } catch (RejectedExecutionException e) {
            // The attempt was cancelled, and its loop has ended since.
        }
    }

    void fail(Throwable failure) {
        onLoop(() -> listener.attemptFailed(failure));
    }

    /** Takes no more steps. Event loop only. */
    void abandon() {
        abandoned = true;
    }
}
