package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserWebSocketContainer;

/** The factory by which {@link BrowserWebSocketContainer#create()} finds this provider. */
public final class AdieuContainerFactory implements BrowserWebSocketContainer.Factory {

    /** For the service loader. */
    public AdieuContainerFactory() {}

    @Override
    public BrowserWebSocketContainer create() {
        return new AdieuContainer();
    }
}
