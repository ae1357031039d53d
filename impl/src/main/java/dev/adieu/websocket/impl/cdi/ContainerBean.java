package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.provider.AdieuContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Type;
import java.util.Set;

/** The types as which the container is injected. */
final class ContainerBean {

    private ContainerBean() {}

    /**
     * Returns the types. The standard one is left out if the application has a bean of that type already, or has
     * declined this provider; then the container is injected only by the type of this API.
     */
    static Set<Type> types(boolean containerIsGiven) {
        return containerIsGiven || !AdieuContainerProvider.isWanted()
                ? Set.of(Object.class, BrowserWebSocketContainer.class)
                : Set.of(Object.class, BrowserWebSocketContainer.class, WebSocketContainer.class);
    }
}
