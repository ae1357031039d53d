package dev.adieu.websocket.it.browsers.compare;

import java.util.List;
import java.util.function.Function;

/** A side of an observation that is compared, and explained, by itself. */
public enum Facet {

    /** Calls and events. */
    TOLD(Observation::told),
    /** Frames. */
    WIRE(Observation::wire),
    /** The end of TCP. */
    TCP(Observation::tcp);

    private final Function<Observation, List<String>> lines;

    Facet(Function<Observation, List<String>> lines) {
        this.lines = lines;
    }

    List<String> of(Observation observation) {
        return lines.apply(observation);
    }
}
