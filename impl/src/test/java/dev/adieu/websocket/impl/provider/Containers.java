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
}
