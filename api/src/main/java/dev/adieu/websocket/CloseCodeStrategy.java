package dev.adieu.websocket;

import jakarta.websocket.CloseReason;

/**
 * Chooses what is sent where the application named no close code. Set with the setting {@code adieu.close-codes}: on an
 * endpoint's user properties, on the container, or for all containers.
 *
 * <p>The result may have a code in 1000–1003, 1007–1014 or 3000–4999, or {@link CloseReason.CloseCodes#NO_STATUS_CODE} and no reason for an empty
 * Close frame, and a reason of at most 123 bytes of UTF-8. If a strategy throws or gives anything else, the default applies and the fault is
 * logged: closing never fails because of a strategy. It is called by the thread that closes, under no lock, and must not block.
 */
@FunctionalInterface
public interface CloseCodeStrategy {

    /**
     * Chooses the code and reason for a cause.
     *
     * @param cause why the connection is being closed
     * @return what to send; never {@code null}
     */
    CloseReason choose(CloseCause cause);
}
