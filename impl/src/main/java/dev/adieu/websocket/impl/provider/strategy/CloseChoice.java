package dev.adieu.websocket.impl.provider.strategy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.CloseCodes;
import dev.adieu.websocket.impl.closing.CloseReasons;
import dev.adieu.websocket.impl.connection.code.CloseGrounds;
import dev.adieu.websocket.impl.connection.code.CloseProposal;
import dev.adieu.websocket.impl.provider.application.Application;
import jakarta.websocket.CloseReason;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Proposes what is sent where the application named no code, and makes sure that what its strategy says may be sent.
 */
public final class CloseChoice {

    private final CloseCodeStrategy strategy;
    private final Application application;
    private final Class<?> endpointClass;

    public CloseChoice(CloseCodeStrategy strategy, Application application, Class<?> endpointClass) {
        this.strategy = strategy;
        this.application = application;
        this.endpointClass = endpointClass;
    }

    public CloseProposal propose(CloseGrounds grounds, BrowserSession session) {
        CloseContext context =
                new CloseContext(grounds.cause(), session, endpointClass, Optional.ofNullable(grounds.failure()));
        if (strategy == CloseCodeStrategy.standard() || strategy == CloseCodeStrategy.browser()) {
            return new CloseProposal(withReason(strategy.choose(context), grounds.reason()), null);
        }
        return new CloseProposal(
                withReason(CloseCodeStrategy.standard().choose(context), grounds.reason()), () -> ask(context));
    }

    /** A ready strategy gives the code, and the provider its own reason. */
    private static CloseBody withReason(CloseReason chosen, String reason) {
        int code = chosen.getCloseCode().getCode();
        return code == CloseCodes.NO_STATUS ? CloseBody.EMPTY : new CloseBody(code, CloseReasons.cut(reason));
    }

    private CloseBody ask(CloseContext context) {
        AtomicReference<CloseReason> chosen = new AtomicReference<>();
        application.run(() -> chosen.set(strategy.choose(context)));
        return checked(chosen.get());
    }

    private CloseBody checked(CloseReason chosen) {
        if (chosen == null || chosen.getCloseCode() == null) {
            throw new IllegalStateException(
                    strategy.getClass().getName() + " chose nothing; for an empty Close frame it is NO_STATUS_CODE");
        }
        int code = chosen.getCloseCode().getCode();
        String reason = CloseReasons.scalarValues(chosen.getReasonPhrase() == null ? "" : chosen.getReasonPhrase());
        if (code == CloseCodes.NO_STATUS && reason.isEmpty()) {
            return CloseBody.EMPTY;
        }
        if (!CloseCodes.mayBeSent(code)) {
            throw new IllegalStateException(strategy.getClass().getName() + " chose the code " + code
                    + ", and allowed are 1000-1003, 1007-1014, 3000-4999, and 1005 without a reason");
        }
        if (CloseReasons.utf8Length(reason) > CloseReasons.MAX_BYTES) {
            throw new IllegalStateException(strategy.getClass().getName() + " chose a reason of more than "
                    + CloseReasons.MAX_BYTES + " bytes of UTF-8");
        }
        return new CloseBody(code, reason);
    }
}
