package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.OpenEvent;
import dev.adieu.websocket.ReconnectEvent;
import dev.adieu.websocket.impl.endpoint.Components;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.application.Connections;
import dev.adieu.websocket.impl.provider.application.Live;
import dev.adieu.websocket.impl.provider.application.StrategyKind;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.DeploymentException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An application whose objects are beans. There is one for each CDI container, and it ends with it. */
public final class CdiApplication implements Application {

    private static final Logger LOGGER = Logger.getLogger(CdiApplication.class.getName());

    private final BeanManager beans;
    private final CdiComponents components;
    private final StrategyBeans strategies;
    private final Connections<Live> connections = new Connections<>("the application");

    CdiApplication(BeanManager beans) {
        this.beans = beans;
        this.components = new CdiComponents(beans);
        this.strategies = new StrategyBeans(beans, components);
    }

    /** Returns the calling application, if the platform knows it. */
    static Optional<Application> current() {
        try {
            Instance<CdiApplication> found = CDI.current().select(CdiApplication.class);
            return found.isResolvable() ? Optional.of(found.get()) : Optional.empty();
        } catch (IllegalStateException none) {
            return Optional.empty();
        }
    }

    @Override
    public Components components() {
        return components;
    }

    @Override
    public <S> Components.Component<S> strategy(StrategyKind<S> kind, Class<?> endpointClass, Class<? extends S> type)
            throws DeploymentException {
        return strategies.of(kind, endpointClass, type);
    }

    @Override
    public <S> Optional<Components.Component<S>> strategy(StrategyKind<S> kind) throws DeploymentException {
        return strategies.ofApplication(kind);
    }

    /** Runs a callback in a request context, as Jakarta EE does for callbacks from outside. */
    @Override
    public void run(Runnable callback) {
        Instance<RequestContextController> controllers = beans.createInstance().select(RequestContextController.class);
        RequestContextController controller = controllers.get();
        boolean activated = controller.activate();
        try {
            callback.run();
        } finally {
            if (activated) {
                controller.deactivate();
            }
            controllers.destroy(controller);
        }
    }

    @Override
    public void opened(Class<?> endpointClass, BrowserSession session) {
        fire(OpenEvent.class, new OpenEvent(session), endpointClass);
    }

    @Override
    public void closed(Class<?> endpointClass, CloseEvent event) {
        fire(CloseEvent.class, event, endpointClass);
    }

    @Override
    public void reconnecting(Class<?> endpointClass, ReconnectEvent event) {
        fire(ReconnectEvent.class, event, endpointClass);
    }

    /** Fires an event. What an observer throws is logged, and does not affect the session. */
    private <E> void fire(Class<E> type, E event, Class<?> endpointClass) {
        jakarta.enterprise.event.Event<E> events = beans.getEvent().select(type, new ForEndpointLiteral(endpointClass));
        try {
            events.fireAsync(event).whenComplete((fired, failure) -> {
                if (failure != null) {
                    LOGGER.log(Level.WARNING, "an async observer of " + type.getSimpleName() + " failed", failure);
                }
            });
            events.fire(event);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "an observer of " + type.getSimpleName() + " failed", e);
        }
    }

    @Override
    public Connections<Live> connections() {
        return connections;
    }

    /** Closes the application's connections because it ends. */
    void end() {
        connections.close();
    }
}
