package dev.adieu.websocket.impl.connection.code;

import dev.adieu.websocket.CloseCause;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reason for which the provider closes a connection, when the application named no code.
 *
 * @param defaultReason the reason that the peer receives unless a strategy chooses another; empty for none. Never an
 *     exception's message, which may contain what the peer must not know
 * @param failure {@code null} if nothing went wrong
 */
public record CloseTrigger(
        CloseCause cause, String defaultReason, @Nullable Throwable failure) {

    /** Returns the trigger for a cause that is no failure. */
    public static CloseTrigger of(CloseCause cause) {
        return new CloseTrigger(cause, "", null);
    }

    public static CloseTrigger protocolError(Throwable failure) {
        return new CloseTrigger(CloseCause.PROTOCOL_ERROR, "protocol error", failure);
    }

    public static CloseTrigger invalidUtf8(Throwable failure) {
        return new CloseTrigger(CloseCause.INVALID_PAYLOAD, "invalid UTF-8", failure);
    }

    public static CloseTrigger invalidCompressedData(Throwable failure) {
        return new CloseTrigger(CloseCause.INVALID_PAYLOAD, "invalid compressed data", failure);
    }

    public static CloseTrigger messageTooBig(Throwable failure) {
        return new CloseTrigger(CloseCause.TOO_BIG, "message too big", failure);
    }

    public static CloseTrigger unacceptableData(Throwable failure) {
        return new CloseTrigger(CloseCause.UNACCEPTABLE_DATA, "unacceptable data", failure);
    }

    public static CloseTrigger policyViolation(Throwable failure) {
        return new CloseTrigger(CloseCause.POLICY_VIOLATION, "policy violation", failure);
    }

    /** Returns the trigger for an endpoint that failed, and for a fault of our own. */
    public static CloseTrigger internalError(Throwable failure) {
        return new CloseTrigger(CloseCause.INTERNAL_ERROR, "internal error", failure);
    }

    /** Returns the trigger whose reason lists the extensions that are needed (RFC 6455, section 7.4.1). */
    public static CloseTrigger missingExtensions(Set<String> extensions, Throwable failure) {
        return new CloseTrigger(CloseCause.MISSING_EXTENSION, String.join(", ", extensions), failure);
    }
}
