package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.closing.Action;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;

/**
 * Calls the listener of a connection when it opens, when it fails, and when it has ended. Methods are called on the
 * event loop; the calls that they queue run on the serial executor, one after the other.
 */
final class ListenerCalls {

    private final ConnectionListener listener;
    private final SerialExecutor callbacks;
    private final FactHandler facts;
    private final IoThreads.Lease threads;

    ListenerCalls(ConnectionListener listener, SerialExecutor callbacks, FactHandler facts, IoThreads.Lease threads) {
        this.listener = listener;
        this.callbacks = callbacks;
        this.facts = facts;
        this.threads = threads;
    }

    /** @param onReturn is run when the listener has returned or thrown */
    void opened(OpeningHandshake.Accepted handshake, Runnable onReturn) {
        assert threads.loop().inEventLoop();
        callbacks.execute(() -> {
            try {
                listener.opened(handshake);
            } catch (Throwable t) {
                facts.ownFault(t);
            } finally {
                onReturn.run();
            }
        });
    }

    /** Reports a message that was too big; the connection is closed when the listener has returned. */
    void tooBig(Throwable failure) {
        assert threads.loop().inEventLoop();
        callbacks.execute(() -> {
            try {
                listener.error(failure);
            } finally {
                facts.close(CloseTrigger.messageTooBig(failure));
            }
        });
    }

    /** @param opened whether {@link #opened} was called before; otherwise no error is reported */
    void ended(Action.Report report, boolean opened) {
        assert threads.loop().inEventLoop();
        if (opened) {
            callbacks.execute(() -> end(report, report.onError()));
        } else if (report.event().failure().orElse(null) instanceof HandshakeRefusedException) {
            // afterResponse is called on the same thread as beforeRequest.
            callbacks.executeForCaller(() -> end(report, Action.OnError.NOT_CALLED));
        } else {
            // There is no earlier callback to follow, and a thread that waits must not depend on the application's
            // executor.
            callbacks.executeApart(() -> end(report, Action.OnError.NOT_CALLED));
        }
    }

    /** Runs on the serial executor; the threads are given back last but one. */
    private void end(Action.Report report, Action.OnError onError) {
        try {
            switch (onError) {
                case NOT_CALLED -> {}
                case FAILURE -> listener.error(report.event().failure().orElseThrow());
                case CONNECTION_LOST ->
                    listener.connectionLost(report.event().failure().orElseThrow());
            }
        } finally {
            try {
                listener.closed(report.event());
            } finally {
                threads.close();
                listener.ended(report.event());
            }
        }
    }
}
