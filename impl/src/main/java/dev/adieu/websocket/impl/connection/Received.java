package dev.adieu.websocket.impl.connection;

/** What the frame decoder gives on. */
sealed interface Received {

    /** Whether it is of a data frame (RFC 6455, section 5.6). */
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
     * Stands in its place among the frames for one whose payload was not kept, since it is larger than the session takes.
     *
     * @param limit how many bytes the session takes
     */
    record Oversized(int limit) implements Received {

        @Override
        public boolean isData() {
            return true;
        }
    }

    /** RFC 6455, section 11.8. */
    enum Opcode {
        CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG;

        boolean isControl() {
            return compareTo(CLOSE) >= 0;
        }

        /** {@code null} for one that is reserved. */
        static Opcode of(int code) {
            return switch (code) {
                case 0x0 -> CONTINUATION;
                case 0x1 -> TEXT;
                case 0x2 -> BINARY;
                case 0x8 -> CLOSE;
                case 0x9 -> PING;
                case 0xA -> PONG;
                default -> null;
            };
        }
    }
}
