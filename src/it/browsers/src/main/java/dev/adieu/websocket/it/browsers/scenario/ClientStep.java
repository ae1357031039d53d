package dev.adieu.websocket.it.browsers.scenario;

import java.util.List;

/**
 * Calls that the client makes when something happens.
 *
 * @param on {@code now} (right after {@code new WebSocket}), {@code open}, {@code message}, {@code error},
 *     {@code close}, {@code cue NAME} (the scripted server says so outside of the connection), or {@code after
 *     MILLISECONDS}
 * @param calls made one after the other, in the same task
 */
public record ClientStep(String on, List<Call> calls) {

    public static ClientStep now(Call... calls) {
        return new ClientStep("now", List.of(calls));
    }

    public static ClientStep onOpen(Call... calls) {
        return new ClientStep("open", List.of(calls));
    }

    /** Each time a message arrives. */
    public static ClientStep onMessage(Call... calls) {
        return new ClientStep("message", List.of(calls));
    }

    public static ClientStep onError(Call... calls) {
        return new ClientStep("error", List.of(calls));
    }

    public static ClientStep onClose(Call... calls) {
        return new ClientStep("close", List.of(calls));
    }

    public static ClientStep onCue(String name, Call... calls) {
        return new ClientStep("cue " + name, List.of(calls));
    }

    public static ClientStep after(int millis, Call... calls) {
        return new ClientStep("after " + millis, List.of(calls));
    }
}
