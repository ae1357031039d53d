package dev.adieu.websocket.impl.provider.application;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.CloseEvent;
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
     * The strategy that an endpoint class is annotated with.
     *
     * @throws DeploymentException if there is no such strategy, or more than one
     */
    Components.Component<CloseCodeStrategy> strategy(Class<?> endpointClass, CloseCodesBy annotation)
            throws DeploymentException;

    /**
     * The strategy for all endpoints of this application, if it has one.
     *
     * @throws DeploymentException if it has more than one
     */
    Optional<Components.Component<CloseCodeStrategy>> strategy() throws DeploymentException;

    /**
     * Makes a strategy of a class that is not a bean.
     *
     * @throws DeploymentException if it cannot be made
     */
    default Components.Component<CloseCodeStrategy> newStrategy(Class<? extends CloseCodeStrategy> type)
            throws DeploymentException {
        try {
            Components.Component<? extends CloseCodeStrategy> made =
                    components().create(type);
            return new Components.Component<>(made.instance(), made.destroy());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new DeploymentException(
                    "no close code strategy of " + type.getName()
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

    /** What is connected or being connected on its behalf. */
    Connections<Live> connections();

    /** No platform that would tell one application from another. */
    Application NONE = new PlainApplication();
}
