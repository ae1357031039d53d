package dev.adieu.websocket.impl.provider.strategy;

import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.endpoint.UnacceptableMessageException;
import jakarta.websocket.DecodeException;

/** Maps an exception of an endpoint to the trigger that closes its session. */
public final class EndpointFailures {

    private EndpointFailures() {}

    /** Returns the trigger for what an endpoint threw. */
    public static CloseTrigger trigger(Throwable thrown) {
        if (thrown instanceof UnacceptableMessageException || thrown instanceof DecodeException) {
            return CloseTrigger.unacceptableData(thrown);
        }
        return thrown instanceof SecurityException
                ? CloseTrigger.policyViolation(thrown)
                : CloseTrigger.internalError(thrown);
    }
}
