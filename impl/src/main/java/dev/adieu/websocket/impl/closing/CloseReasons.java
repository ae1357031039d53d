package dev.adieu.websocket.impl.closing;

/** The limit of a close reason: a control frame has 125 bytes, and the code takes two (RFC 6455, section 5.5). */
public final class CloseReasons {

    public static final int MAX_BYTES = 123;

    private CloseReasons() {}

    /** Returns the longest prefix of a reason that fits; for reasons that no application wrote. */
    public static String cut(String reason) {
        return UsvString.cut(reason, MAX_BYTES);
    }
}
