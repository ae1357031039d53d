package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.CloseCodes;
import dev.adieu.websocket.impl.closing.CloseReasons;
import jakarta.websocket.CloseReason;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Asks the strategy, and makes sure that what it says may be sent. */
final class CloseChoice {

    private static final Logger LOGGER = Logger.getLogger(CloseChoice.class.getName());

    private final CloseCodeStrategy strategy;

    CloseChoice(CloseCodeStrategy strategy) {
        this.strategy = strategy;
    }

    CloseBody bodyFor(CloseCause cause, AdieuSession session, Throwable failure) {
        CloseContext context = new CloseContext(cause, session, session.endpoint().endpointClass(), Optional.ofNullable(failure));
        try {
            return checked(strategy.choose(context));
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "the close code strategy " + strategy.getClass().getName() + " failed for " + cause + "; the default applies", e);
            return checked(CloseCodeStrategy.standard().choose(context));
        }
    }

    private static CloseBody checked(CloseReason chosen) {
        int code = chosen.getCloseCode().getCode();
        String reason = CloseReasons.scalarValues(chosen.getReasonPhrase() == null ? "" : chosen.getReasonPhrase());
        if (code == CloseCodes.NO_STATUS && reason.isEmpty()) {
            return CloseBody.EMPTY;
        }
        if (!CloseCodes.mayBeSent(code)) {
            throw new IllegalStateException("it chose the code " + code + ", and allowed are 1000-1003, 1007-1014, 3000-4999, and 1005 without a reason");
        }
        if (CloseReasons.utf8Length(reason) > CloseReasons.MAX_BYTES) {
            throw new IllegalStateException("its reason has more than " + CloseReasons.MAX_BYTES + " bytes of UTF-8");
        }
        return new CloseBody(code, reason);
    }
}
