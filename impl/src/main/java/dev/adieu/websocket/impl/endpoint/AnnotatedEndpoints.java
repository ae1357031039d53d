package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.util.function.Consumer;
import org.glassfish.tyrus.core.AnnotatedEndpoint;
import org.glassfish.tyrus.core.ErrorCollector;
import org.glassfish.tyrus.core.monitoring.EndpointEventListener;
import org.glassfish.tyrus.core.monitoring.MessageEventListener;

/** Creates Tyrus' endpoint for a class with {@link ClientEndpoint}. */
final class AnnotatedEndpoints {

    private AnnotatedEndpoints() {}

    /**
     * Creates the endpoint; the object of the class comes from the components.
     *
     * @param thrown receives what the application's methods threw, after its own {@code onError}
     */
    static AnnotatedEndpoint of(Class<?> type, SessionComponents components, Consumer<Throwable> thrown)
            throws DeploymentException {
        CallbackAccess.check(type);
        ErrorCollector errors = new ErrorCollector();
        AnnotatedEndpoint endpoint =
                AnnotatedEndpoint.fromClass(type, components, false, Integer.MAX_VALUE, errors, listener(thrown));
        if (!errors.isEmpty()) {
            DeploymentException faults = errors.composeComprehensiveException();
            throw new DeploymentException(type.getName() + " cannot be an endpoint: " + faults.getMessage(), faults);
        }
        return endpoint;
    }

    /** Returns the configuration of an endpoint, with the configurator that the annotation names. */
    static ClientEndpointConfig config(Class<?> type, AnnotatedEndpoint endpoint, SessionComponents components)
            throws DeploymentException {
        ClientEndpointConfig config = (ClientEndpointConfig) endpoint.getEndpointConfig();
        Class<? extends ClientEndpointConfig.Configurator> configurator =
                type.getAnnotation(ClientEndpoint.class).configurator();
        return configurator == ClientEndpointConfig.Configurator.class
                ? config
                : new Configured(config, configurator(configurator, config, components));
    }

    /**
     * Returns the configurator, one for each logical endpoint: the one that Tyrus has created, unless the application
     * creates objects in its own way.
     */
    private static <T extends ClientEndpointConfig.Configurator> T configurator(
            Class<T> type, ClientEndpointConfig config, SessionComponents components) throws DeploymentException {
        components.adopt(type, type.cast(config.getConfigurator()));
        return components.component(type);
    }

    /** Returns the class that the application wrote: CDI containers create objects of generated subclasses. */
    static Class<?> written(Class<?> type) {
        Class<?> written = type;
        while (written.getName().contains("$$")
                && !written.isAnnotationPresent(ClientEndpoint.class)
                && written.getSuperclass() != null) {
            written = written.getSuperclass();
        }
        return written;
    }

    private static EndpointEventListener listener(Consumer<Throwable> thrown) {
        return new EndpointEventListener() {
            @Override
            public MessageEventListener onSessionOpened(String sessionId) {
                return MessageEventListener.NO_OP;
            }

            @Override
            public void onSessionClosed(String sessionId) {
                // Tyrus never calls this.
            }

            @Override
            public void onError(String sessionId, Throwable failure) {
                thrown.accept(failure);
            }
        };
    }
}
