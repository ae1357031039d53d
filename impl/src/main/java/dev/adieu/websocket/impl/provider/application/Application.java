package dev.adieu.websocket.impl.provider.application;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReconnectEvent;
import dev.adieu.websocket.impl.endpoint.Components;
import jakarta.websocket.DeploymentException;
import java.util.Optional;

/**
 * What the platform knows of the application on whose behalf a session exists. Where there is neither CDI nor a servlet
 * container, that is {@linkplain #NONE nothing}.
 */
public interface Application {

    /** Makes its endpoints, coders and configurators. */
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
     * Makes a strategy of a class that is not a bean.
     *
     * @throws DeploymentException if it cannot be made
     */
    default <S> Components.Component<S> newStrategy(StrategyKind<S> kind, Class<? extends S> type)
            throws DeploymentException {
        try {
            Components.Component<? extends S> made = components().create(type);
            return new Components.Component<>(made.instance(), made.destroy());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new DeploymentException(
                    "no " + kind.name() + " of " + type.getName()
                            + " could be made; without CDI it needs a public constructor without "
                            + "parameters that does not fail",
                    e);
        }
    }

    /** Runs code of the application as it is used to be run. */
    void run(Runnable callback);

    /** {@code onOpen} has returned. */
    void opened(Class<?> endpointClass, BrowserSession session);

    /** {@code onClose} has returned. */
    void closed(Class<?> endpointClass, CloseEvent event);

    /** A connection is being made again, or no longer. */
    void reconnecting(Class<?> endpointClass, ReconnectEvent event);

    /** Returns what is connected or being connected on its behalf. */
    Connections<Live> connections();

    /** No platform that would tell one application from another. */
    Application NONE = new PlainApplication();
}
