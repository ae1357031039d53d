package dev.adieu.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;

/**
 * Chooses what is sent where the application named no close code. The nearest one counts: {@link CloseCodesBy} on the
 * endpoint class; the setting {@code adieu.close-codes} in the endpoint's user properties; a CDI bean of this type; the
 * same setting on the container, in MicroProfile Config or in the system properties; the {@linkplain #standard()
 * default}.
 *
 * <p>The result may have a code in 1000–1003, 1007–1014 or 3000–4999, or {@link CloseCodes#NO_STATUS_CODE} and no
 * reason for an empty Close frame, and a reason of at most 123 bytes of UTF-8. If a strategy throws or gives anything
 * else, the {@linkplain #standard() default} applies and the fault is logged: closing never fails because of a
 * strategy. Nor does it wait for one: {@code close()} has returned by then, the strategy is called under no lock on a
 * thread of the provider's pool, and one that has not answered within a second is interrupted and the default applies.
 */
@FunctionalInterface
public interface CloseCodeStrategy {

    /**
     * Chooses the code and reason.
     *
     * @param context why what is being closed
     * @return what to send; never {@code null}
     */
    CloseReason choose(CloseContext context);

    /**
     * The default: each cause has the code that RFC 6455, section 7.4.1, has for it; {@link CloseCause#UNSPECIFIED} is
     * an empty Close frame.
     *
     * @return the strategy
     */
    static CloseCodeStrategy standard() {
        return ReadyStrategies.STANDARD;
    }

    /**
     * What browsers put on the wire: as {@link #standard()}, but {@link CloseCause#NORMAL}, too, is an empty Close
     * frame.
     *
     * @return the strategy
     */
    static CloseCodeStrategy browser() {
        return ReadyStrategies.BROWSER;
    }
}
