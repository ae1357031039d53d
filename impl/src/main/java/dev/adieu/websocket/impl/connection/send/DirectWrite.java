package dev.adieu.websocket.impl.connection.send;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a thread that is going to wait for a small message may write it itself, instead of waking the event
 * loop and being woken by it. It may if neither TLS nor compression stands between frames and TCP, and nothing accepted
 * earlier is still to be written. One thread at a time reserves the socket; until it ends the reservation, no other
 * thread writes.
 *
 * <p>All of its state is guarded by the lock of its connection.
 */
public final class DirectWrite {

    private static final int MAX_PAYLOAD = 4096;

    private final NettyWrites nettyWrites;
    /** {@code null} if, or as long as, only the event loop may write. */
    private @Nullable DirectChannel channel;

    private boolean reserved;

    public DirectWrite(NettyWrites nettyWrites) {
        this.nettyWrites = nettyWrites;
    }

    /** Permits direct writes on a channel where TCP follows the frames at once. */
    public void permit(DirectChannel plain) {
        channel = plain;
    }

    /**
     * Reserves the socket for the thread that sends this frame.
     *
     * @param before what waits to be written
     * @return the channel to write to, or {@code null} if the event loop has to write the frame
     */
    public @Nullable DirectChannel reserve(QueuedFrame frame, SendQueue before) {
        boolean may = channel != null
                && !reserved
                && nettyWrites.none()
                && before.isEmpty()
                && frame.isAwaited()
                && frame.payload() <= MAX_PAYLOAD;
        reserved |= may;
        return may ? channel : null;
    }

    public boolean isReserved() {
        return reserved;
    }

    /** Ends the reservation. */
    public void release() {
        reserved = false;
    }
}
