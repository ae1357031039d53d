package dev.adieu.websocket;

/**
 * Which close codes an application may send and which a peer may send; the setting {@code adieu.rules}.
 *
 * <p>Under neither set is 1004, 1005, 1006, 1015 or anything outside 1000–4999 ever written in a Close of our own (RFC
 * 6455, section 7.4).
 */
public enum CloseRules {

    /**
     * The browser's rules, and the default: an application may close with 1000 or 3000–4999 (WHATWG, {@code close()},
     * step 1). From a peer every code but 1005, 1006 and 1015 is accepted and reported as it came, even one that nobody
     * assigned.
     */
    BROWSER,

    /**
     * What RFC 6455 lets a client send: 1000–1003, 1007–1014 and 3000–4999. From a peer a code outside these is a
     * protocol error (RFC 6455, sections 7.4.1 and 7.4.2). A message over the limit closes the connection in order with
     * 1009 (Jakarta WebSocket 2.2, section 4.7.1), where {@link #BROWSER} fails it as browsers do.
     */
    RFC6455
}
