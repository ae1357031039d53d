package dev.adieu.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;

/**
 * Chooses the close code and reason to send when the application has named no code. The nearest strategy counts:
 * {@link CloseCodesBy} on the endpoint class; the setting {@code adieu.close-codes} in the endpoint's user properties;
 * a CDI bean of this type; the same setting on the container, in {@code META-INF/adieu.properties}, in MicroProfile
 * Config or in the system properties; the {@linkplain #standard() default}.
 *
 * <p>The result may have a code in 1000–1003, 1007–1014 or 3000–4999, or {@link CloseCodes#NO_STATUS_CODE} and no
 * reason for an empty Close frame, and a reason of at most 123 bytes of UTF-8. If a strategy throws or returns anything
 * else, the {@linkplain #standard() default} applies and the fault is logged: closing never fails because of a
 * strategy. Nor does it wait for one: {@code close()} has already returned, and the strategy runs under no lock on a
 * thread of the provider's pool. A strategy that has not answered within a second, or within half of
 * {@code adieu.closing-timeout} or {@code adieu.tcp-close-timeout} if that is less, is interrupted, and the default
 * applies.
 */
@FunctionalInterface
public interface CloseCodeStrategy {

    /**
     * Chooses the code and reason.
     *
     * @param context what is being closed, and why
     * @return what to send; never {@code null}
     */
    CloseReason choose(CloseContext context);

    /**
     * Returns the default strategy: it sends the code that RFC 6455, section 7.4.1, defines for each cause, and an
     * empty Close frame for {@link CloseCause#UNSPECIFIED}.
     *
     * @return the strategy
     */
    static CloseCodeStrategy standard() {
        return ReadyStrategies.STANDARD;
    }

    /**
     * Returns the strategy of browsers: as {@link #standard()}, but with an empty Close frame for
     * {@link CloseCause#NORMAL}, too.
     *
     * @return the strategy
     */
    static CloseCodeStrategy browser() {
        return ReadyStrategies.BROWSER;
    }
}
