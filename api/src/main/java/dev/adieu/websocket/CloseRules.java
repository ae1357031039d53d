package dev.adieu.websocket;

/**
 * The close codes that an application and a peer may send; the setting {@code adieu.rules}.
 *
 * <p>Neither set allows Adieu to start a close with 1004, 1005, 1006, 1015 or anything outside 1000–4999 (RFC 6455,
 * section 7.4). The answer to a peer's Close frame repeats its code.
 */
public enum CloseRules {

    /**
     * The browser's rules, and the default: an application may close with 1000 or 3000–4999 (WHATWG, {@code close()},
     * step 1). From a peer every code except 1005, 1006 and 1015 is accepted and reported unchanged, even if it is
     * unassigned.
     */
    BROWSER,

    /**
     * The codes that RFC 6455 lets a client send: 1000–1003, 1007–1014 and 3000–4999. From a peer a code outside these
     * is a protocol error (RFC 6455, sections 7.4.1 and 7.4.2). A message over the limit starts a closing handshake
     * with 1009 (Jakarta WebSocket 2.2, section 4.7.1), while {@link #BROWSER} fails the connection as browsers do.
     */
    RFC6455
}
