package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.impl.connection.loop.Timing;

/** Makes containers with what only tests exchange. */
public final class Containers {

    private Containers() {}

    /** Returns a container that looks host names up in a way of its own. */
    public static AdieuContainer lookingUpWith(HostLookup lookup) {
        return new AdieuContainer(Timing.REAL, lookup, null);
    }

    /** Returns a container with a clock of its own. */
    static AdieuContainer withTiming(Timing timing) {
        return new AdieuContainer(timing, HostLookup.PLATFORM, null);
    }
}
