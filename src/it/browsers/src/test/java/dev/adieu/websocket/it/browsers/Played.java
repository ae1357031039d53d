package dev.adieu.websocket.it.browsers;

import dev.adieu.websocket.it.browsers.compare.Comparison;

/** The comparison, played once for all tests: whichever comes first. */
public final class Played {

    private static final class Once {
        static final Comparison COMPARISON = Comparison.play();
    }

    private Played() {}

    public static Comparison comparison() {
        return Once.COMPARISON;
    }
}
