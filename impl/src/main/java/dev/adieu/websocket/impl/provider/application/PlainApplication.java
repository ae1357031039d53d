package dev.adieu.websocket.impl.provider.application;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReconnectEvent;
import dev.adieu.websocket.impl.endpoint.Components;
import jakarta.websocket.DeploymentException;
import java.util.Optional;

/** An application without beans, for which only the rules of Jakarta WebSocket apply. */
public final class PlainApplication implements Application {

    private final Connections<Live> connections = new Connections<>("the application");

    @Override
    public Components components() {
        return Components.BY_CONSTRUCTOR;
    }

    @Override
    public <S> Components.Component<S> strategy(StrategyKind<S> kind, Class<?> endpointClass, Class<? extends S> type)
            throws DeploymentException {
        return newStrategy(kind, type);
    }

    @Override
    public <S> Optional<Components.Component<S>> strategy(StrategyKind<S> kind) {
        return Optional.empty();
    }

    @Override
    public void run(Runnable callback) {
        callback.run();
    }

    @Override
    public void opened(Class<?> endpointClass, BrowserSession session) {
        // Without CDI there are no observers.
    }

    @Override
    public void closed(Class<?> endpointClass, CloseEvent event) {
        // Without CDI there are no observers.
    }

    @Override
    public void reconnecting(Class<?> endpointClass, ReconnectEvent event) {
        // Without CDI there are no observers.
    }

    @Override
    public Connections<Live> connections() {
        return connections;
    }
}
