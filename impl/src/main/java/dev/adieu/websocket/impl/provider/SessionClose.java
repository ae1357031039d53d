package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.CloseArguments;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.CloseCodes;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import jakarta.websocket.CloseReason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Closes a session when its application calls {@code close}: checks the arguments first. Any thread. */
final class SessionClose {

    private static final Logger LOGGER = Logger.getLogger(AdieuSession.class.getName());

    private final String id;
    private final Class<?> endpointClass;
    private final WebSocketConnection connection;
    /** Codes whose refusal was logged; each is logged once. */
    private final Set<Integer> refusedCodes = ConcurrentHashMap.newKeySet(0);
    /** Never false again once true; a race of two calls that set it is harmless. */
    private volatile boolean closedByApplication;

    SessionClose(String id, Class<?> endpointClass, WebSocketConnection connection) {
        this.id = id;
        this.endpointClass = endpointClass;
        this.connection = connection;
    }

    /** Returns whether the application called {@code close} while the session was open. */
    boolean closedByApplication() {
        return closedByApplication;
    }

    void close(int code, @Nullable String reason) {
        CloseBody body = checked(code, reason);
        if (isOpen()) {
            closedByApplication = true;
        }
        connection.close(body);
    }

    /**
     * Frameworks close with codes such as 1011 by themselves and swallow the exception, so a refusal is logged as well.
     */
    private CloseBody checked(int code, @Nullable String reason) {
        try {
            return CloseArguments.check(code, reason, connection.rules());
        } catch (InvalidAccessException e) {
            if (refusedCodes.add(code)) {
                LOGGER.log(Level.WARNING, "Session {0} of {1} was not closed. {2}", new Object[] {
                    id, endpointClass.getName(), e.getMessage()
                });
            }
            throw e;
        }
    }

    void close(@Nullable CloseReason closeReason) {
        if (closeReason == null) {
            throw new IllegalArgumentException("closeReason must not be null; use close() to have a code chosen");
        }
        int code = closeReason.getCloseCode().getCode();
        String reason = closeReason.getReasonPhrase();
        if (code != CloseCodes.NO_STATUS) {
            close(code, reason);
        } else if (reason != null && !reason.isEmpty()) {
            // A reason without a code: on the wire it needs one.
            close(CloseCodes.NORMAL, reason);
        } else {
            closeWithoutCode(CloseCause.UNSPECIFIED);
        }
    }

    /** Closes with a code that the strategy chooses. */
    void closeWithoutCode(CloseCause cause) {
        if (isOpen()) {
            closedByApplication = true;
            connection.close(CloseTrigger.of(cause));
        }
    }

    private boolean isOpen() {
        return connection.readyState() == ReadyState.OPEN;
    }
}
