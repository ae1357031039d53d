package dev.adieu.websocket.impl.connection.frame;

import org.jspecify.annotations.Nullable;

/** Says what a frame is (RFC 6455, section 11.8). */
public enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    /** One entry for each code of 4 bits. */
    private static final @Nullable Opcode[] BY_CODE = new Opcode[16];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Returns the opcode with a code, or {@code null} if it is reserved. */
    static @Nullable Opcode of(int code) {
        return BY_CODE[code];
    }

    public boolean isControl() {
        return compareTo(CLOSE) >= 0;
    }

    /** Returns whether a message begins with it. */
    boolean startsMessage() {
        return this == TEXT || this == BINARY;
    }
}
