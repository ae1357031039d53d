package dev.adieu.websocket;

import java.util.concurrent.CompletionStage;

/**
 * A connection being made: what a browser's {@code WebSocket} is right after {@code new WebSocket(url)}. It can be
 * given up at every stage (name lookup, TCP, TLS, waiting for the response) by closing it.
 *
 * <p>All methods may be called from any thread and none waits.
 */
public interface ConnectionAttempt {

    /**
     * Where the connection stands. Once it is established this is the state of its session.
     *
     * @return the state; never {@code null}
     */
    ReadyState getReadyState();

    /**
     * Gives the attempt up if it is still {@link ReadyState#CONNECTING}: TCP is dropped at once, no Close frame is
     * written, the endpoint's {@code onOpen} never runs even if the server accepts meanwhile, and the attempt ends as
     * (1006, "", not clean) (WHATWG, {@code close()}, "fail the WebSocket connection"; RFC 6455, section 7.1.7). Once
     * the session is open, this is {@link BrowserSession#close()}.
     */
    void close();

    /**
     * As {@link #close()}; the code is checked, and used only if the session is open already.
     *
     * @param code as in {@link BrowserSession#close(int)}
     * @throws InvalidAccessException if the code may not be used, whatever the state; the attempt goes on then
     */
    void close(int code);

    /**
     * As {@link #close()}; code and reason are checked, and used only if the session is open already.
     *
     * @param code as in {@link BrowserSession#close(int, String)}
     * @param reason as in {@link BrowserSession#close(int, String)}
     * @throws InvalidAccessException if the code may not be used, whatever the state; the attempt goes on then
     * @throws SyntaxException if the reason is too long, whatever the state; the attempt goes on then
     */
    void close(int code, String reason);

    /**
     * The session, once the connection is established and {@code onOpen} has returned. Completes exceptionally, with a
     * {@link jakarta.websocket.DeploymentException} or {@link java.io.IOException} as from
     * {@link jakarta.websocket.WebSocketContainer#connectToServer}, if that never happens. Cannot be completed or
     * cancelled by callers: see {@link #close()}.
     *
     * @return the stage; the same one at each call
     */
    CompletionStage<BrowserSession> session();

    /**
     * Completes with the close event when the connection is closed, or with (1006, "", not clean) when the attempt has
     * failed. Never completes exceptionally.
     *
     * @return the stage; the same one at each call
     */
    CompletionStage<CloseEvent> closed();
}
