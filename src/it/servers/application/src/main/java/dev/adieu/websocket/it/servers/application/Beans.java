package dev.adieu.websocket.it.servers.application;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.WebSocketContainer;
import java.security.Principal;

/** Apart, so that nothing of it is linked where there is no CDI. */
final class Beans {

    private Beans() {}

    /** Returns what an injection point of that type gets. */
    static WebSocketContainer container() {
        return CDI.current().select(WebSocketContainer.class).get();
    }

    /** Returns the caller in the security context of this thread. */
    static String caller() {
        return CDI.current().select(Principal.class).get().getName();
    }
}
