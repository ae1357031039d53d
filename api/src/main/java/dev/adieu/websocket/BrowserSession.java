package dev.adieu.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.util.concurrent.CompletionStage;

/**
 * A session that closes as the browser's {@code WebSocket} does. Every {@link Session} that an application sees from
 * this provider is one, and always the same object for the same connection.
 *
 * <p>All methods may be called from any thread, inside and outside callbacks. None of the {@code close} methods waits.
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
     * Where the connection stands, in the browser's words. Unlike {@link #isOpen()}, which keeps Jakarta's meaning
     * ("the underlying socket is open") and is {@code true} until {@code onClose} has returned.
     *
     * @return the state; never {@code null}
     */
    ReadyState getReadyState();

    /**
     * The payload bytes that were accepted for sending and have not been handed to the operating system yet, without
     * framing (WHATWG, {@code bufferedAmount}). A text counts with its UTF-8 length. It falls as the peer takes data,
     * and stays above 0 for good if the connection ends with data unsent.
     *
     * @return the number of bytes, 0 or more
     */
    long getBufferedAmount();

    /**
     * Closes without naming a code: the {@link CloseCodeStrategy} chooses one for {@link CloseCause#NORMAL}, by default
     * 1000. Never throws.
     */
    @Override
    void close();

    /**
     * Closes with a code and no reason (WHATWG, {@code close(code)}).
     *
     * @param code 1000 or 3000–4999 under {@link CloseRules#BROWSER}; also 1001–1003 and 1007–1014 under
     *     {@link CloseRules#RFC6455}
     * @throws InvalidAccessException if the code is none of these, whatever the state; nothing has changed then
     */
    void close(int code);

    /**
     * Closes with a code and a reason (WHATWG, {@code close(code, reason)}).
     *
     * @param code 1000 or 3000–4999 under {@link CloseRules#BROWSER}; also 1001–1003 and 1007–1014 under
     *     {@link CloseRules#RFC6455}
     * @param reason at most 123 bytes of UTF-8, counted after every unpaired surrogate has become U+FFFD; {@code null}
     *     is the same as empty
     * @throws InvalidAccessException if the code is none of these, whatever the state; nothing has changed then
     * @throws SyntaxException if the reason is too long, whatever the state; nothing has changed then
     */
    void close(int code, String reason);

    /**
     * Closes with the code and reason of the argument, as {@link #close(int, String)}.
     *
     * <p>{@link CloseCodes#NO_STATUS_CODE} stands for "no code given": without a reason the {@link CloseCodeStrategy}
     * chooses for {@link CloseCause#UNSPECIFIED}, by default an empty Close frame; with a reason, 1000 and that reason
     * are sent.
     *
     * @param closeReason the code and reason
     * @throws IllegalArgumentException if {@code closeReason} is {@code null}
     * @throws InvalidAccessException if the code may not be used, whatever the state; nothing has changed then
     * @throws SyntaxException if the reason is too long, whatever the state; nothing has changed then
     */
    @Override
    void close(CloseReason closeReason);

    /**
     * Completes with the close event after {@code onClose} has returned. It never completes exceptionally and cannot be
     * completed by callers. Dependent actions run on the session's callback executor unless another one is given.
     *
     * @return the stage; the same one at each call
     */
    CompletionStage<CloseEvent> closed();
}
