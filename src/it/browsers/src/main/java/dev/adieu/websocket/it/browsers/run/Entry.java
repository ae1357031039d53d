package dev.adieu.websocket.it.browsers.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that the client did or was told, in its order. Times are milliseconds since {@code new WebSocket}; states
 * as in the browser, 0–3.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Called.class, name = "called"),
    @JsonSubTypes.Type(value = Entry.Happened.class, name = "happened"),
    @JsonSubTypes.Type(value = Entry.Noted.class, name = "noted")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Entry {

    double at();

    /**
     * A call.
     *
     * @param on the step of the client that it belongs to
     * @param exception its name in the browser; {@code null} if none was thrown
     */
    record Called(
            double at,
            String on,
            String call,
            String exception,
            int stateBefore,
            int stateAfter,
            long bufferedBefore,
            long bufferedAfter)
            implements Entry {}

    /**
     * An event.
     *
     * @param type {@code open}, {@code message}, {@code error}, {@code close}; anything else is a fault of the client
     * @param data the subprotocol of an open event; kind, size and beginning of a message
     * @param code of a close event, as its reason and whether it was clean
     */
    record Happened(double at, String type, int readyState, String data, Integer code, String reason, Boolean wasClean)
            implements Entry {}

    /** Anything else: what the constructor threw, or that the page went away. */
    record Noted(double at, String text) implements Entry {}
}
