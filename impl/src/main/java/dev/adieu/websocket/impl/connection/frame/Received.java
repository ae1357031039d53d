package dev.adieu.websocket.impl.connection.frame;

/** What the frame decoder gives on. */
public sealed interface Received {

    /** Returns whether it is of a data frame (RFC 6455, section 5.6). */
    boolean isData();

    /**
     * A frame.
     *
     * @param payload not shared with anybody
     */
    record Frame(Opcode opcode, boolean fin, boolean rsv1, byte[] payload) implements Received {

        @Override
        public boolean isData() {
            return !opcode.isControl();
        }
    }

    /**
     * Stands in its place among the frames for one whose payload was not kept, since it is larger than the session
     * takes.
     *
     * @param limit how many bytes the session takes
     */
    record Oversized(int limit) implements Received {

        @Override
        public boolean isData() {
            return true;
        }
    }
}
