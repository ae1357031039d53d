package dev.adieu.websocket.impl.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.Action;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.frame.CloseBodies;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import dev.adieu.websocket.impl.connection.send.DirectChannel;
import dev.adieu.websocket.impl.connection.send.DirectWrite;
import dev.adieu.websocket.impl.connection.send.MessageFragmenter;
import dev.adieu.websocket.impl.connection.send.NettyWrites;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import dev.adieu.websocket.impl.connection.send.SendQueue;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a connection that is decided under a lock: the state of closing, what waits to be written, and who
 * may write. Methods may be called on any thread. They call no listener; they return decisions, on which the caller
 * acts after the lock has been released.
 */
final class ConnectionState {

    /**
     * The most payload that is written as one buffer. With less waiting, an application's batch is not flushed early.
     */
    private static final int BATCH_BYTES = 64 * 1024;

    /**
     * The outcome of a fact.
     *
     * @param discarded frames that will not be written, to be completed with a failure
     * @param closeDeferred whether our Close is due and waits for {@link #chosen}
     */
    record Decision(List<QueuedFrame> discarded, boolean closeDeferred) {

        /** The connection is closed, and there is nothing left to do. */
        static final Decision NONE = new Decision(List.of(), false);
    }

    /** Makes a frame while the lock is held, which the fragmenter needs. */
    @FunctionalInterface
    interface FrameSource<T> {
        OutgoingFrame frame(MessageFragmenter fragmenter, T message);
    }

    private final NettyWrites nettyWrites = new NettyWrites();
    private final QueuedFrame.Completion closeCompletion;
    private final AtomicLong bufferedAmount = new AtomicLong();
    /** Set by any thread. */
    private volatile boolean batching;
    /** Set by any thread. */
    private volatile MessageLimits limits;

    /** Written under the lock, read by any thread. */
    private volatile Closing closing;

    @GuardedBy("this")
    private final SendQueue queue = new SendQueue();

    @GuardedBy("this")
    private final DirectWrite directWrite = new DirectWrite(nettyWrites);

    /** Knows the message that is being sent in parts. */
    @GuardedBy("this")
    private final MessageFragmenter fragmenter = new MessageFragmenter();

    /** Actions that were decided and not yet taken. */
    @GuardedBy("this")
    private final ArrayDeque<Action> actions = new ArrayDeque<>(1);

    /** True while a task is submitted to the event loop that will take the actions and write the frames. */
    @GuardedBy("this")
    private boolean workSubmitted;

    /** @param closeCompletion is called when our Close frame has been written or has failed */
    ConnectionState(CloseRules rules, MessageLimits limits, QueuedFrame.Completion closeCompletion) {
        this.limits = limits;
        this.closeCompletion = closeCompletion;
        Closing.Step begin = Closing.begin(rules);
        this.closing = begin.next();
        this.actions.addAll(begin.actions());
    }

    Closing closing() {
        return closing;
    }

    NettyWrites nettyWrites() {
        return nettyWrites;
    }

    long bufferedAmount() {
        return bufferedAmount.get();
    }

    /** Records that the operating system has accepted payload. */
    void bytesAccepted(int payload) {
        bufferedAmount.addAndGet(-payload);
    }

    boolean batching() {
        return batching;
    }

    void batching(boolean allowed) {
        batching = allowed;
    }

    /** Returns how large messages may be and how they are delivered, for messages that are read from now on. */
    MessageLimits limits() {
        return limits;
    }

    void limits(MessageLimits next) {
        limits = next;
    }

    // Sending.

    /**
     * Accepts a message or a part of one. The frame says whether the caller is to write it or to wake the event loop.
     *
     * @throws IllegalStateException if the connection is not open, or another message is being sent in parts
     */
    synchronized <T> QueuedFrame accept(FrameSource<T> source, T message, QueuedFrame.Completion completion) {
        if (!closing.acceptsData()) {
            throw new IllegalStateException("nothing can be sent: the connection is " + closing.state()
                    + " (WHATWG WebSockets, send()); check getReadyState() first");
        }
        QueuedFrame frame = new QueuedFrame(source.frame(fragmenter, message), completion);
        long buffered = bufferedAmount.addAndGet(frame.payload());
        DirectChannel direct = batching ? null : directWrite.reserve(frame, queue);
        boolean batched = direct == null && batching && buffered < BATCH_BYTES;
        boolean wakesLoop = false;
        if (direct == null) {
            queue.add(frame);
            wakesLoop = !workSubmitted && !batched;
            workSubmitted |= wakesLoop;
        }
        frame.accepted(direct, wakesLoop, batched);
        return frame;
    }

    /** Removes a whole message from the queue; returns whether it was still there. */
    synchronized boolean withdraw(QueuedFrame frame) {
        boolean withdrawn = frame.isWholeMessage() && queue.withdraw(frame);
        if (withdrawn) {
            bufferedAmount.addAndGet(-frame.payload());
        }
        return withdrawn;
    }

    /** Queues the answer to a ping; returns the frame that will not be sent because of it, or {@code null}. */
    synchronized @Nullable QueuedFrame answerPing(QueuedFrame pong) {
        return queue.answerPing(pong);
    }

    /** Queues a ping of our own in front of the data. */
    synchronized void ping(QueuedFrame ping) {
        queue.ping(ping);
    }

    /** Permits sending threads to write to a channel directly. */
    synchronized void permitDirectWrites(DirectChannel channel) {
        directWrite.permit(channel);
    }

    /** Returns whether a sending thread is in the middle of a direct write, which never blocks. */
    synchronized boolean isWrittenDirectly() {
        return directWrite.isReserved();
    }

    /** Ends the reservation of a thread that has written; returns whether frames have been queued meanwhile. */
    synchronized boolean endDirectWrite() {
        directWrite.release();
        return !queue.isEmpty();
    }

    /** Passes the reservation of a thread that could not write all on to Netty, if that can still write. */
    synchronized void continueWithNetty(boolean connected) {
        directWrite.release();
        if (connected) {
            nettyWrites.begun();
        }
    }

    /** Takes the frames that Netty is to write next; empty if there are none. */
    synchronized List<QueuedFrame> nextBatch() {
        List<QueuedFrame> next = directWrite.isReserved() ? List.of() : queue.next(BATCH_BYTES);
        if (!next.isEmpty()) {
            nettyWrites.begun();
        }
        return next;
    }

    /** Removes and returns all frames that wait; none of them will be written. */
    synchronized List<QueuedFrame> drain() {
        return queue.drain();
    }

    // Closing.

    /**
     * Decides what follows from a fact.
     *
     * @param deferClose whether our Close, if it is due now, waits for {@link #chosen}
     */
    synchronized Decision decide(Fact fact, boolean deferClose) {
        if (closing.state() == ReadyState.CLOSED) {
            return Decision.NONE;
        }
        List<QueuedFrame> discarded = List.of();
        boolean closeDeferred = false;
        Closing.Step step = closing.after(fact);
        closing = step.next();
        for (Action action : step.actions()) {
            // The queue changes together with the state, so that no send can come between.
            if (action instanceof Action.WriteClose close) {
                closeDeferred = deferClose;
                queueClose(close.body(), deferClose);
            } else if (action instanceof Action.WriteCloseNow close) {
                discarded = queue.drain();
                closeDeferred = deferClose;
                queueClose(close.body(), deferClose);
            } else {
                actions.add(action);
            }
        }
        return new Decision(discarded, closeDeferred);
    }

    @GuardedBy("this")
    private void queueClose(CloseBody body, boolean deferred) {
        if (!deferred) {
            queue.close(closeFrame(body));
        }
    }

    /** Abandons the attempt; returns {@code null} if the connection is no longer an attempt. */
    synchronized @Nullable Decision giveUp() {
        return closing.state() == ReadyState.CONNECTING
                ? decide(new Fact.CloseRequested(CloseBody.EMPTY), false)
                : null;
    }

    /** Queues the Close frame that was deferred, if it can still be sent. */
    synchronized void chosen(CloseBody body) {
        if (!closing.ending() && closing.sent() == Closing.Sent.QUEUED) {
            queue.close(closeFrame(body));
        }
    }

    private QueuedFrame closeFrame(CloseBody body) {
        return new QueuedFrame(OutgoingFrame.control(Opcode.CLOSE, CloseBodies.encode(body)), closeCompletion);
    }

    // The event loop's work.

    /** Returns whether the caller has to submit work to the event loop, which may have ended once closed. */
    synchronized boolean submitsWork() {
        boolean submits = !workSubmitted && closing.state() != ReadyState.CLOSED;
        workSubmitted |= submits;
        return submits;
    }

    /** Records that the event loop begins its work: what is decided from now on needs another task. */
    synchronized void beginWork() {
        workSubmitted = false;
    }

    /** Takes the next action, or returns {@code null}. */
    synchronized @Nullable Action nextAction() {
        return actions.poll();
    }
}
