package dev.adieu.websocket.impl.provider.application;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.endpoint.Components;
import jakarta.websocket.DeploymentException;
import java.util.Optional;

/** An application without beans: all is as Jakarta WebSocket alone has it. */
public final class PlainApplication implements Application {

    private final Connections<Live> connections = new Connections<>("the application");

    @Override
    public Components components() {
        return Components.BY_CONSTRUCTOR;
    }

    @Override
    public Components.Component<CloseCodeStrategy> strategy(Class<?> endpointClass, CloseCodesBy annotation)
            throws DeploymentException {
        return newStrategy(annotation.value());
    }

    @Override
    public Optional<Components.Component<CloseCodeStrategy>> strategy() {
        return Optional.empty();
    }

    @Override
    public void run(Runnable callback) {
        callback.run();
    }

    @Override
    public void opened(Class<?> endpointClass, BrowserSession session) {
        // There is nobody to tell.
    }

    @Override
    public void closed(Class<?> endpointClass, CloseEvent event) {
        // There is nobody to tell.
    }

    @Override
    public Connections<Live> connections() {
        return connections;
    }
}
