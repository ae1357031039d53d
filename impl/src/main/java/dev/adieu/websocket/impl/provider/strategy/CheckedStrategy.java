package dev.adieu.websocket.impl.provider.strategy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.CloseCodes;
import dev.adieu.websocket.impl.closing.CloseReasons;
import dev.adieu.websocket.impl.closing.UsvString;
import dev.adieu.websocket.impl.connection.code.CloseChooser;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.provider.application.Application;
import jakarta.websocket.CloseReason;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The close code strategy of one session: gives the connection a chooser for each close, and checks that the choice of
 * the strategy may be sent. Any thread.
 */
public final class CheckedStrategy {

    private final CloseCodeStrategy strategy;
    private final Application application;
    private final Class<?> endpointClass;

    public CheckedStrategy(CloseCodeStrategy strategy, Application application, Class<?> endpointClass) {
        this.strategy = strategy;
        this.application = application;
        this.endpointClass = endpointClass;
    }

    /** Returns the chooser for the body of our Close frame. Runs no code of the application. */
    public CloseChooser chooser(CloseTrigger trigger, BrowserSession session) {
        CloseContext context =
                new CloseContext(trigger.cause(), session, endpointClass, Optional.ofNullable(trigger.failure()));
        if (strategy == CloseCodeStrategy.standard() || strategy == CloseCodeStrategy.browser()) {
            return chooser(strategy, trigger, context, null);
        }
        return chooser(CloseCodeStrategy.standard(), trigger, context, () -> ask(context));
    }

    private static CloseChooser chooser(
            CloseCodeStrategy standard,
            CloseTrigger trigger,
            CloseContext context,
            @Nullable Callable<CloseBody> question) {
        return new CloseChooser(
                trigger.cause(), withReason(standard.choose(context), trigger.defaultReason()), question);
    }

    /** Adds the provider's own reason to the code that one of its own strategies chose. */
    private static CloseBody withReason(CloseReason chosen, String reason) {
        int code = chosen.getCloseCode().getCode();
        return code == CloseCodes.NO_STATUS ? CloseBody.EMPTY : new CloseBody(code, CloseReasons.cut(reason));
    }

    private CloseBody ask(CloseContext context) {
        AtomicReference<CloseReason> chosen = new AtomicReference<>();
        application.run(() -> chosen.set(strategy.choose(context)));
        return checked(chosen.get());
    }

    private CloseBody checked(@Nullable CloseReason chosen) {
        if (chosen == null || chosen.getCloseCode() == null) {
            throw new IllegalStateException(strategy.getClass().getName()
                    + " returned no close code; for an empty Close frame, return NO_STATUS_CODE");
        }
        int code = chosen.getCloseCode().getCode();
        String reason = UsvString.of(chosen.getReasonPhrase() == null ? "" : chosen.getReasonPhrase());
        if (code == CloseCodes.NO_STATUS && reason.isEmpty()) {
            return CloseBody.EMPTY;
        }
        if (!CloseCodes.mayBeSent(code)) {
            throw new IllegalStateException(strategy.getClass().getName() + " chose the code " + code
                    + "; allowed are 1000-1003, 1007-1014, 3000-4999, and 1005 without a reason");
        }
        if (UsvString.utf8Length(reason) > CloseReasons.MAX_BYTES) {
            throw new IllegalStateException(strategy.getClass().getName() + " chose a reason of more than "
                    + CloseReasons.MAX_BYTES + " bytes of UTF-8");
        }
        return new CloseBody(code, reason);
    }
}
