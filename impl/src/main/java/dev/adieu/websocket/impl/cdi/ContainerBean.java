package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.provider.AdieuContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Type;
import java.util.Set;

/** What the container is injected as. */
final class ContainerBean {

    private ContainerBean() {}

    /**
     * An application that has a bean of the standard type already goes on using that, and one that declines this
     * provider asks for it by its own name.
     */
    static Set<Type> types(boolean containerIsGiven) {
        return containerIsGiven || !AdieuContainerProvider.isWanted()
                ? Set.of(Object.class, BrowserWebSocketContainer.class)
                : Set.of(Object.class, BrowserWebSocketContainer.class, WebSocketContainer.class);
    }
}
