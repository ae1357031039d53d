package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.BrowserWebSocketContainer;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Type;
import java.util.Set;

/** What the container is injected as. */
final class ContainerBean {

    private ContainerBean() {
    }

    /** An application that has a bean of the standard type already goes on using that. */
    static Set<Type> types(boolean containerIsGiven) {
        return containerIsGiven ? Set.of(Object.class, BrowserWebSocketContainer.class)
                : Set.of(Object.class, BrowserWebSocketContainer.class, WebSocketContainer.class);
    }
}
