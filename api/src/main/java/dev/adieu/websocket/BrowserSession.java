package dev.adieu.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A session that closes as the browser's {@code WebSocket} does. Every {@link Session} of this provider is one, and it
 * is always the same object for the same connection.
 *
 * <p>All methods may be called from any thread, inside and outside callbacks. No {@code close} method blocks.
 *
 * <h2>Closing</h2>
 *
 * Arguments are checked first, in every state and before anything happens: the code, then the reason. Then, by state:
 *
 * <ul>
 *   <li>{@link ReadyState#OPEN}: the state becomes {@link ReadyState#CLOSING} before the method returns. A Close frame
 *       is written after every message whose send was accepted before; later sends fail with
 *       {@link IllegalStateException}.
 *   <li>{@link ReadyState#CLOSING} or {@link ReadyState#CLOSED}: nothing happens; the first code and reason stand.
 * </ul>
 */
public interface BrowserSession extends Session {

    /**
     * Returns the state of the connection, as a browser's {@code readyState} does. {@link #isOpen()} keeps Jakarta's
     * meaning ("the underlying socket is open") instead: it is {@code true} until {@code onClose} has returned.
     *
     * @return the state; never {@code null}
     */
    ReadyState getReadyState();

    /**
     * Returns the number of payload bytes that were accepted for sending but not yet by the operating system (WHATWG,
     * {@code bufferedAmount}). Framing is not counted, and a text counts as its UTF-8 bytes. The number falls as the
     * peer takes data; if the connection ends with data unsent, it never returns to 0.
     *
     * @return the number of bytes, 0 or more
     */
    long getBufferedAmount();

    /**
     * Closes without a code: the {@link CloseCodeStrategy} chooses one for {@link CloseCause#NORMAL}, by default 1000.
     * Never throws.
     */
    @Override
    void close();

    /**
     * Closes with a code and no reason (WHATWG, {@code close(code)}).
     *
     * @param code 1000 or 3000–4999 under {@link CloseRules#BROWSER}; also 1001–1003 and 1007–1014 under
     *     {@link CloseRules#RFC6455}
     * @throws InvalidAccessException if the code is not one of these, in any state; the call has changed nothing
     */
    void close(int code);

    /**
     * Closes with a code and a reason (WHATWG, {@code close(code, reason)}).
     *
     * @param code 1000 or 3000–4999 under {@link CloseRules#BROWSER}; also 1001–1003 and 1007–1014 under
     *     {@link CloseRules#RFC6455}
     * @param reason at most 123 bytes of UTF-8, counted after every unpaired surrogate has been replaced by U+FFFD;
     *     {@code null} is the same as empty
     * @throws InvalidAccessException if the code is not one of these, in any state; the call has changed nothing
     * @throws SyntaxException if the reason is too long, in any state; the call has changed nothing
     */
    void close(int code, @Nullable String reason);

    /**
     * Closes with the code and reason of the argument, as {@link #close(int, String)} does.
     *
     * <p>{@link CloseCodes#NO_STATUS_CODE} means "no code given": without a reason the {@link CloseCodeStrategy}
     * chooses for {@link CloseCause#UNSPECIFIED}, by default an empty Close frame; with a reason, 1000 and that reason
     * are sent.
     *
     * @param closeReason the code and reason
     * @throws IllegalArgumentException if {@code closeReason} is {@code null}
     * @throws InvalidAccessException if the code is not allowed, in any state; the call has changed nothing
     * @throws SyntaxException if the reason is too long, in any state; the call has changed nothing
     */
    @Override
    void close(CloseReason closeReason);

    /**
     * Returns the close event, once the connection is closed. It is available from {@code onClose} on, with everything
     * that a browser's {@code CloseEvent} has.
     *
     * @return the event; empty as long as the connection is not closed, also inside {@code onError}
     */
    Optional<CloseEvent> getCloseEvent();

    /**
     * Returns a stage that completes with the close event after {@code onClose} has returned. It never completes
     * exceptionally, and callers cannot complete it. Dependent actions run on the session's callback executor unless
     * another one is given.
     *
     * @return the stage; the same one for every call
     */
    CompletionStage<CloseEvent> closed();

    /**
     * Returns the reconnection that this session belongs to, the same for each session that follows.
     *
     * @return the reconnection; empty if the connection's {@link ReconnectStrategy} is
     *     {@link ReconnectStrategy#never()}
     */
    Optional<Reconnection> getReconnection();
}
