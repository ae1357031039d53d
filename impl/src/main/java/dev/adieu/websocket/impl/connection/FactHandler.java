package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.code.CloseChooser;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import dev.adieu.websocket.impl.connection.send.SendListener;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes facts from any thread: has them decided under the lock, and makes the event loop act on the decisions after the
 * lock has been released.
 */
final class FactHandler implements SendListener {

    private static final Logger LOGGER = Logger.getLogger(WebSocketConnection.class.getName());

    private final ConnectionSettings settings;
    private final ConnectionState state;
    private final ConnectionListener listener;
    private final SerialExecutor callbacks;
    private final EventLoop loop;
    private final Timing timing;
    private final Runnable work;
    private final Consumer<Throwable> tcpFailed;
    /** Called when bytes were accepted. Set once, when the connection is opened. */
    private volatile Runnable onProgress = () -> {};

    /**
     * Creates the handler of one connection.
     *
     * @param work takes the actions that were decided and writes what is queued, on the event loop
     * @param tcpFailed hears on the event loop why TCP did not accept bytes
     */
    FactHandler(
            ConnectionSettings settings,
            ConnectionState state,
            ConnectionListener listener,
            SerialExecutor callbacks,
            EventLoop loop,
            Timing timing,
            Runnable work,
            Consumer<Throwable> tcpFailed) {
        this.settings = settings;
        this.state = state;
        this.listener = listener;
        this.callbacks = callbacks;
        this.loop = loop;
        this.timing = timing;
        this.work = work;
        this.tcpFailed = tcpFailed;
    }

    /** Lets somebody hear on any thread that the peer takes bytes. */
    void progressTo(Runnable next) {
        onProgress = next;
    }

    void happened(Fact fact) {
        follow(state.decide(fact, false));
    }

    /** <em>Starts the closing handshake</em> for a reason of the provider, unless the connection is not open. */
    void close(CloseTrigger trigger) {
        choose(trigger, Fact.CloseRequested::new);
    }

    /** <em>Fails the WebSocket connection</em>. */
    void fail(CloseTrigger trigger, Initiator by) {
        Throwable failure = Objects.requireNonNull(trigger.failure(), "a connection that is failed has a failure");
        choose(trigger, body -> new Fact.Failed(body, failure, by));
    }

    void messageTooBig(IOException failure) {
        CloseTrigger trigger = CloseTrigger.messageTooBig(failure);
        choose(trigger, body -> new Fact.MessageTooBig(body, failure));
    }

    /** Fails the connection because of a fault that is neither the peer's nor the application's, and logs it. */
    void ownFault(Throwable fault) {
        LOGGER.log(
                Level.SEVERE,
                "an internal fault ends a WebSocket connection with the close code 1011; please report it",
                fault);
        fail(CloseTrigger.internalError(fault), Initiator.LOCAL);
    }

    private void choose(CloseTrigger trigger, Function<CloseBody, Fact> fact) {
        CloseChooser chooser = listener.chooser(trigger);
        ConnectionState.Decision decision = state.decide(fact.apply(chooser.standard()), chooser.asks());
        follow(decision);
        if (decision.closeDeferred()) {
            chooser.ask(
                    callbacks::executeApart,
                    cancel -> timing.schedule(loop, settings.strategyDeadline(), cancel),
                    this::chosen);
        }
    }

    private void chosen(CloseBody body) {
        state.chosen(body);
        submitWork();
    }

    /** Abandons the attempt; returns whether there was one. */
    boolean giveUp() {
        ConnectionState.Decision decision = state.giveUp();
        if (decision != null) {
            follow(decision);
        }
        return decision != null;
    }

    private void follow(ConnectionState.Decision decision) {
        if (decision == ConnectionState.Decision.NONE) {
            return;
        }
        decision.discarded().forEach(frame -> frame.complete(notWritten()));
        if (loop.inEventLoop()) {
            work.run();
        } else {
            submitWork();
        }
    }

    @Override
    public void bytesAccepted(int payload) {
        state.bytesAccepted(payload);
        onProgress.run();
        if (state.closing().state() == ReadyState.CLOSING) {
            happened(new Fact.Progress());
        }
    }

    @Override
    public void writeFailed(Throwable cause) {
        tcpFailed.accept(cause);
    }

    /** Completes frames that will not be written any more. */
    void discardQueue() {
        state.drain().forEach(frame -> frame.complete(notWritten()));
    }

    /** Completes a frame that will not be written, or not wholly. */
    void discard(QueuedFrame frame) {
        frame.complete(notWritten());
    }

    /** Returns the failure to report. If another part found it, the transport knows only that the channel is closed. */
    @Override
    public Throwable notWritten(Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return notWritten();
        }
        return cause instanceof IOException
                ? new IOException("the connection ended before the message was written: " + cause.getMessage(), cause)
                : cause;
    }

    private IOException notWritten() {
        Closing closing = state.closing();
        return new IOException(
                "the connection ended before the message was written: " + end(closing), closing.failure());
    }

    private static String end(Closing closing) {
        Throwable failure = closing.failure();
        if (failure != null) {
            return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        } else if (closing.received() != null && closing.begun() == Closing.Begun.BY_PEER) {
            return "the peer closed it with code " + closing.received().code() + " and reason \""
                    + closing.received().reason() + "\"";
        } else if (closing.begun() == Closing.Begun.BY_REQUEST) {
            return "this side closed it, and TCP ended before the peer took the rest";
        }
        return "the peer ended TCP";
    }

    /** Submits work to the event loop, unless work is submitted already. */
    void submitWork() {
        if (state.submitsWork()) {
            onLoop(work);
        }
    }

    /**
     * Runs a task on the event loop. The loop ends only after the connection, so a task that it rejects is not needed.
     */
    void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            if (state.closing().state() != ReadyState.CLOSED) {
                throw e;
            }
        }
    }
}
