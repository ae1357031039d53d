package dev.adieu.websocket.impl.provider.application;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReconnectEvent;
import dev.adieu.websocket.impl.endpoint.Components;
import jakarta.websocket.DeploymentException;
import java.util.Optional;

/**
 * The application that a session belongs to, as the platform knows it. Without CDI and without a servlet container, it
 * is {@link #NONE}.
 */
public interface Application {

    /** Returns what creates its endpoints, coders and configurators. */
    Components components();

    /**
     * Returns the strategy of the type that an endpoint class is annotated with.
     *
     * @throws DeploymentException if there is no such strategy, or more than one
     */
    <S> Components.Component<S> strategy(StrategyKind<S> kind, Class<?> endpointClass, Class<? extends S> type)
            throws DeploymentException;

    /**
     * Returns the strategy for all endpoints of this application, if it has one.
     *
     * @throws DeploymentException if it has more than one
     */
    <S> Optional<Components.Component<S>> strategy(StrategyKind<S> kind) throws DeploymentException;

    /**
     * Creates a strategy of a class that is not a bean.
     *
     * @throws DeploymentException if it cannot be created
     */
    default <S> Components.Component<S> newStrategy(StrategyKind<S> kind, Class<? extends S> type)
            throws DeploymentException {
        try {
            Components.Component<? extends S> made = components().create(type);
            return new Components.Component<>(made.instance(), made.destroy());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new DeploymentException(
                    "no " + kind.name() + " of " + type.getName()
                            + " could be created; without CDI it needs a public no-argument constructor that "
                            + "does not fail",
                    e);
        }
    }

    /** Runs code of the application in the context that it expects. */
    void run(Runnable callback);

    /** Called when {@code onOpen} has returned. */
    void opened(Class<?> endpointClass, BrowserSession session);

    /** Called when {@code onClose} has returned. */
    void closed(Class<?> endpointClass, CloseEvent event);

    /** Called when a connection is going to be made again, and when that is over. */
    void reconnecting(Class<?> endpointClass, ReconnectEvent event);

    /** Returns its connections and attempts. */
    Connections<Live> connections();

    /** The only application, as far as anyone can tell. */
    Application NONE = new PlainApplication();
}
