package dev.adieu.websocket.impl.closing;

import java.util.Objects;

/**
 * The body of a Close frame (RFC 6455, section 5.5.1): a code and a reason, or nothing.
 *
 * @param code 0–65535; {@link CloseCodes#NO_STATUS} for an empty body
 * @param reason empty if there is none
 */
public record CloseBody(int code, String reason) {

    /** A Close frame without a body. */
    public static final CloseBody EMPTY = new CloseBody(CloseCodes.NO_STATUS, "");

    public CloseBody {
        Objects.requireNonNull(reason, "reason");
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("a close code has 16 bits, not " + code);
        }
        if (code == CloseCodes.NO_STATUS && !reason.isEmpty()) {
            throw new IllegalArgumentException("a reason needs a code in front of it on the wire");
        }
    }

    public boolean isEmpty() {
        return code == CloseCodes.NO_STATUS;
    }
}
