package dev.adieu.websocket.impl.connection;

/** RFC 6455, section 11.8. */
enum Opcode {
    CONTINUATION(0x0), TEXT(0x1), BINARY(0x2), CLOSE(0x8), PING(0x9), PONG(0xA);

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    int code() {
        return code;
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

    boolean isControl() {
        return compareTo(CLOSE) >= 0;
    }

    /** Whether a message begins with it. */
    boolean startsMessage() {
        return this == TEXT || this == BINARY;
    }
}
