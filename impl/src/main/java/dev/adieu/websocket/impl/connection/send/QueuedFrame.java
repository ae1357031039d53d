package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import java.nio.ByteBuffer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A frame that was accepted for sending, until the operating system has accepted its bytes. */
public final class QueuedFrame {

    private static final Logger LOGGER = Logger.getLogger(QueuedFrame.class.getName());

    /** Called once when a send has ended. */
    @FunctionalInterface
    public interface Completion {

        /**
         * Handles the end of the send.
         *
         * @param failure {@code null} if the operating system has accepted all bytes; otherwise why it did not
         */
        void completed(@Nullable Throwable failure);

        /** Returns whether the sending thread is going to wait, and so may write the message itself. */
        default boolean isAwaited() {
            return false;
        }
    }

    public final OutgoingFrame frame;
    private final Completion completion;
    private final boolean isOwnPing;
    // Set under the connection's lock when the frame is accepted; used by the sending thread only.
    private @Nullable DirectChannel direct;
    private boolean wakesLoop;
    private boolean batched;

    /** The number of payload bytes written so far. Used only by the thread that writes the frame. */
    private int written;

    public QueuedFrame(OutgoingFrame frame, Completion completion) {
        this(frame, completion, false);
    }

    private QueuedFrame(OutgoingFrame frame, Completion completion, boolean isOwnPing) {
        this.frame = frame;
        this.completion = completion;
        this.isOwnPing = isOwnPing;
    }

    /** Creates a ping that the application did not ask for. */
    public static QueuedFrame ownPing(byte[] payload, Completion completion) {
        return new QueuedFrame(OutgoingFrame.control(Opcode.PING, ByteBuffer.wrap(payload)), completion, true);
    }

    /** Returns whether the application did not ask for this ping, so that the connection is as idle as before. */
    public boolean isOwnPing() {
        return isOwnPing;
    }

    /** Returns how many bytes the frame adds to {@code bufferedAmount}: none if it is a control frame. */
    public int payload() {
        return frame.opcode().isControl() ? 0 : frame.payload().remaining();
    }

    /**
     * Records what the sending thread has to do next.
     *
     * @param channel to be written to directly; {@code null} if the frame is queued
     * @param wakes whether the event loop has to be woken to write it
     * @param inBatch whether it waits in a batch that is not full yet
     */
    public void accepted(@Nullable DirectChannel channel, boolean wakes, boolean inBatch) {
        direct = channel;
        wakesLoop = wakes;
        batched = inBatch;
    }

    public @Nullable DirectChannel direct() {
        return direct;
    }

    public boolean wakesLoop() {
        return wakesLoop;
    }

    /** Returns whether the frame waits for the batch to be full or flushed. */
    public boolean isBatched() {
        return batched;
    }

    /** Records that all but {@code rest} bytes were written; returns how many payload bytes that adds. */
    public int writtenAllBut(int rest) {
        int before = written;
        written = Math.max(before, payload() - rest);
        return written - before;
    }

    boolean isAwaited() {
        return completion.isAwaited();
    }

    public boolean isWholeMessage() {
        return frame.fin() && frame.opcode() != Opcode.CONTINUATION;
    }

    /** Notifies the sender of how the send ended. Call it once. */
    public void complete(@Nullable Throwable failure) {
        try {
            completion.completed(failure);
        } catch (RuntimeException e) {
            // Other sends are waiting to be completed.
            LOGGER.log(Level.WARNING, "a send completion handler threw an exception", e);
        }
    }
}
