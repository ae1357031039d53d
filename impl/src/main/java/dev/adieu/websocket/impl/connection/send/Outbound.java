package dev.adieu.websocket.impl.connection.send;

import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A frame that was accepted for sending, until its bytes have been handed to the operating system. */
public final class Outbound {

    private static final Logger LOGGER = Logger.getLogger(Outbound.class.getName());

    /**
     * Hears what became of a send: {@code null} once its bytes are with the operating system, the failure if the
     * connection ended first.
     */
    @FunctionalInterface
    public interface Completion {
        void completed(Throwable failure);

        /** Whether whoever sends is going to wait for this, and may as well write the message himself. */
        default boolean isAwaited() {
            return false;
        }
    }

    private final WebSocketConnection connection;
    public final OutgoingFrame frame;
    /** What it adds to {@code bufferedAmount}: nothing for a control frame. */
    public final int payload;

    private final Completion completion;
    /** How much of the payload is no longer buffered. Only who writes it. */
    private int taken;

    public Outbound(WebSocketConnection connection, OutgoingFrame frame, Completion completion) {
        this.connection = connection;
        this.frame = frame;
        this.payload = frame.opcode().isControl() ? 0 : frame.payload().remaining();
        this.completion = completion;
    }

    /** All but so many of its bytes are with the operating system. How much more of its payload that is than before. */
    public int takenButFor(int rest) {
        int before = taken;
        taken = Math.max(before, payload - rest);
        return taken - before;
    }

    boolean isAwaited() {
        return completion.isAwaited();
    }

    public boolean isWholeMessage() {
        return frame.fin() && frame.opcode() != Opcode.CONTINUATION;
    }

    /**
     * Takes it back if none of it has been written; its completion hears why. A part of a message cannot be taken back.
     */
    public boolean withdraw(Throwable why) {
        return connection.withdraw(this, why);
    }

    /** What becomes of it is known. Once. */
    public void complete(Throwable failure) {
        try {
            completion.completed(failure);
        } catch (RuntimeException e) {
            // Others are waiting to hear, too.
            LOGGER.log(Level.WARNING, "who sent a WebSocket message could not be told what became of it", e);
        }
    }
}
