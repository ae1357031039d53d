package dev.adieu.websocket;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is being established: a browser's {@code WebSocket} right after {@code new WebSocket(url)}. Closing
 * the attempt cancels it at every stage: name lookup, TCP, TLS, waiting for the response.
 *
 * <p>All methods may be called from any thread, and none blocks.
 */
public interface ConnectionAttempt {

    /**
     * Returns the state of the connection. Once it is established, this is the state of its session.
     *
     * @return the state; never {@code null}
     */
    ReadyState getReadyState();

    /**
     * Cancels the attempt if it is still {@link ReadyState#CONNECTING}: TCP is dropped at once, no Close frame is
     * written, the endpoint's {@code onOpen} never runs even if the server accepts meanwhile, and the close event is
     * (1006, "", not clean) (WHATWG, {@code close()}, "fail the WebSocket connection"; RFC 6455, section 7.1.7). Once
     * the session is open, this is {@link BrowserSession#close()}.
     */
    void close();

    /**
     * Closes as {@link #close()} does. The code is always checked, but used only if the session is already open.
     *
     * @param code as in {@link BrowserSession#close(int)}
     * @throws InvalidAccessException if the code is not allowed, in any state; the attempt continues
     */
    void close(int code);

    /**
     * Closes as {@link #close()} does. Code and reason are always checked, but used only if the session is already
     * open.
     *
     * @param code as in {@link BrowserSession#close(int, String)}
     * @param reason as in {@link BrowserSession#close(int, String)}
     * @throws InvalidAccessException if the code is not allowed, in any state; the attempt continues
     * @throws SyntaxException if the reason is too long, in any state; the attempt continues
     */
    void close(int code, @Nullable String reason);

    /**
     * Returns a stage that completes with the session once the connection is established and {@code onOpen} has
     * returned. If that never happens, it completes exceptionally with a {@link jakarta.websocket.DeploymentException}
     * or {@link java.io.IOException} as from {@link jakarta.websocket.WebSocketContainer#connectToServer}. Callers
     * cannot complete or cancel it; to cancel the attempt, call {@link #close()}.
     *
     * @return the stage; the same one for every call
     */
    CompletionStage<BrowserSession> session();

    /**
     * Returns a stage that completes with the close event when the connection is closed, or with (1006, "", not clean)
     * when the attempt has failed. It never completes exceptionally.
     *
     * @return the stage; the same one for every call
     */
    CompletionStage<CloseEvent> closed();
}
