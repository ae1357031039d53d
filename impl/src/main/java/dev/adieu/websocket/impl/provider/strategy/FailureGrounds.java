package dev.adieu.websocket.impl.provider.strategy;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.impl.connection.code.CloseGrounds;
import dev.adieu.websocket.impl.endpoint.UnacceptableMessageException;
import jakarta.websocket.DecodeException;
import java.util.Set;

/** The grounds on which a session is closed because of something that its endpoint, or what was agreed on, lacks. */
public final class FailureGrounds {

    private FailureGrounds() {}

    /** What an endpoint threw. */
    public static CloseGrounds of(Throwable thrown) {
        if (thrown instanceof UnacceptableMessageException || thrown instanceof DecodeException) {
            return new CloseGrounds(CloseCause.UNACCEPTABLE_DATA, "unacceptable data", thrown);
        }
        if (thrown instanceof SecurityException) {
            return new CloseGrounds(CloseCause.POLICY_VIOLATION, "policy violation", thrown);
        }
        return new CloseGrounds(CloseCause.INTERNAL_ERROR, "internal error", thrown);
    }

    /** RFC 6455, section 7.4.1: the reason lists the extensions that are needed. */
    public static CloseGrounds missing(Set<String> extensions, Throwable failure) {
        return new CloseGrounds(CloseCause.MISSING_EXTENSION, String.join(", ", extensions), failure);
    }
}
