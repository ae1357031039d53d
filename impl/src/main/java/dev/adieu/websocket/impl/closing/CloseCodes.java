package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseRules;

/** The close codes and who may use which (RFC 6455, section 7.4; WHATWG, {@code close()}, step 1). */
public final class CloseCodes {

    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    public static final int UNACCEPTABLE_DATA = 1003;
    /** Not on the wire: a Close frame had no body. */
    public static final int NO_STATUS = 1005;
    /** Not on the wire: no Close frame came. */
    public static final int ABNORMAL = 1006;

    public static final int INVALID_PAYLOAD = 1007;
    public static final int POLICY_VIOLATION = 1008;
    public static final int TOO_BIG = 1009;
    public static final int MISSING_EXTENSION = 1010;
    public static final int INTERNAL_ERROR = 1011;
    /** Not on the wire: the TLS handshake failed. */
    public static final int TLS_HANDSHAKE = 1015;

    private CloseCodes() {}

    /** Whether an application may name this code in {@code close()}. */
    public static boolean mayBeNamed(int code, CloseRules rules) {
        return switch (rules) {
            case BROWSER -> code == NORMAL || isForApplications(code);
            case RFC6455 -> mayBeSent(code);
        };
    }

    /** Whether RFC 6455 lets a client send this code. */
    public static boolean mayBeSent(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || isForApplications(code);
    }

    /** Whether a peer's Close frame may carry this code; if not, it is a protocol error. */
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
