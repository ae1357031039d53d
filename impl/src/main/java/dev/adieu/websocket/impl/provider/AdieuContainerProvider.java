package dev.adieu.websocket.impl.provider;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;

/** How {@link ContainerProvider#getWebSocketContainer()} finds this provider. */
public final class AdieuContainerProvider extends ContainerProvider {

    /** For the service loader. */
    public AdieuContainerProvider() {
    }

    @Override
    protected WebSocketContainer getContainer() {
        return new AdieuContainer();
    }
}
