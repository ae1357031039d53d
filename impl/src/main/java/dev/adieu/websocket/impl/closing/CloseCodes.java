package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseRules;

/** The close codes and who may use which (RFC 6455, section 7.4; WHATWG, {@code close()}, step 1). */
public final class CloseCodes {

    public static final int NORMAL = 1000;
    /** Never on the wire: reported for a Close frame without a body. */
    public static final int NO_STATUS = 1005;
    /** Never on the wire: reported when no Close frame came. */
    public static final int ABNORMAL = 1006;
    /** Never on the wire: reserved for a TLS handshake that failed. */
    public static final int TLS_HANDSHAKE = 1015;

    private CloseCodes() {}

    /** Returns whether an application may pass this code to {@code close()}. */
    public static boolean mayBeNamed(int code, CloseRules rules) {
        return switch (rules) {
            case BROWSER -> code == NORMAL || isForApplications(code);
            case RFC6455 -> mayBeSent(code);
        };
    }

    /** Returns whether RFC 6455 lets a client send this code. */
    public static boolean mayBeSent(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || isForApplications(code);
    }

    /** Returns whether a peer's Close frame may carry this code; any other is a protocol error. */
    public static boolean mayBeReceived(int code, CloseRules rules) {
        return switch (rules) {
            case BROWSER -> code != NO_STATUS && code != ABNORMAL && code != TLS_HANDSHAKE;
            case RFC6455 -> mayBeSent(code);
        };
    }

    private static boolean isForApplications(int code) {
        return code >= 3000 && code <= 4999;
    }
}
