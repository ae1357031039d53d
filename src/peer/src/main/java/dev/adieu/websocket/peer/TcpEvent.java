package dev.adieu.websocket.peer;

/**
 * One side ended its direction of TCP.
 *
 * @param side who did
 * @param how gracefully or not
 * @param nanos when this was seen or done, on the clock of {@link System#nanoTime()}
 */
public record TcpEvent(Side side, How how, long nanos) {

    /** The side that ended TCP. */
    public enum Side {
        CLIENT,
        PEER
    }

    /** Gracefully (FIN) or by a reset (RST). */
    public enum How {
        FIN,
        RST
    }

    @Override
    public String toString() {
        return side.name().toLowerCase(java.util.Locale.ROOT) + ' ' + how;
    }
}
