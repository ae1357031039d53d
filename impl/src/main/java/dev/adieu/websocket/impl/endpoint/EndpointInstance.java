package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.tyrus.core.AnnotatedEndpoint;
import org.glassfish.tyrus.core.ErrorCollector;
import org.glassfish.tyrus.core.monitoring.EndpointEventListener;

/**
 * The application's endpoint for one session: annotated or programmatic, an object of the application's or one made here. What it throws is
 * its own {@code onError}'s (Jakarta WebSocket 2.2, section 5.2).
 */
public final class EndpointInstance {

    private static final Logger LOGGER = Logger.getLogger(EndpointInstance.class.getName());

    private final Class<?> endpointClass;
    private final Endpoint endpoint;
    private final ClientEndpointConfig config;
    private final SessionComponents components;
    private final Coders coders;
    private final MessageHandlers handlers;

    private EndpointInstance(Class<?> endpointClass, Endpoint endpoint, ClientEndpointConfig config, SessionComponents components, OnMessageMethods methods) {
        this.endpointClass = endpointClass;
        this.endpoint = endpoint;
        this.config = config;
        this.components = components;
        this.coders = new Coders(config, components);
        this.handlers = new MessageHandlers(coders, methods);
    }

    public static EndpointInstance ofAnnotated(Object instance, Components components) throws DeploymentException {
        checkAnnotated(instance.getClass());
        SessionComponents own = new SessionComponents(components);
        ErrorCollector errors = new ErrorCollector();
        AnnotatedEndpoint endpoint = AnnotatedEndpoint.fromInstance(instance, own, false, Integer.MAX_VALUE, errors);
        return ofAnnotated(instance.getClass(), endpoint, own, errors);
    }

    public static EndpointInstance ofAnnotatedClass(Class<?> type, Components components) throws DeploymentException {
        checkAnnotated(type);
        SessionComponents own = new SessionComponents(components);
        ErrorCollector errors = new ErrorCollector();
        AnnotatedEndpoint endpoint = AnnotatedEndpoint.fromClass(type, own, false, Integer.MAX_VALUE, errors, EndpointEventListener.NO_OP);
        EndpointInstance made = ofAnnotated(type, endpoint, own, errors);
        own.endpoint(type);
        return made;
    }

    private static void checkAnnotated(Class<?> type) throws DeploymentException {
        if (!type.isAnnotationPresent(ClientEndpoint.class)) {
            throw new DeploymentException(type.getName() + " has no @ClientEndpoint; annotate it, or connect an Endpoint with its configuration");
        }
    }

    private static EndpointInstance ofAnnotated(Class<?> type, AnnotatedEndpoint endpoint, SessionComponents own, ErrorCollector errors)
            throws DeploymentException {
        if (!errors.isEmpty()) {
            throw errors.composeComprehensiveException();
        }
        ClientEndpointConfig config = (ClientEndpointConfig) endpoint.getEndpointConfig();
        return new EndpointInstance(type, endpoint, config, own, OnMessageMethods.of(type));
    }

    public static EndpointInstance of(Endpoint endpoint, ClientEndpointConfig config, Components components) {
        return new EndpointInstance(endpoint.getClass(), endpoint, orEmpty(config), new SessionComponents(components), OnMessageMethods.NONE);
    }

    public static EndpointInstance ofClass(Class<? extends Endpoint> type, ClientEndpointConfig config, Components components) throws DeploymentException {
        SessionComponents own = new SessionComponents(components);
        return new EndpointInstance(type, own.endpoint(type), orEmpty(config), own, OnMessageMethods.NONE);
    }

    private static ClientEndpointConfig orEmpty(ClientEndpointConfig config) {
        return config == null ? ClientEndpointConfig.Builder.create().build() : config;
    }

    public Class<?> endpointClass() {
        return endpointClass;
    }

    public ClientEndpointConfig config() {
        return config;
    }

    public MessageHandlers handlers() {
        return handlers;
    }

    /** A {@link String} or a {@link java.nio.ByteBuffer} to send for an object. */
    public Object encode(Object message) throws EncodeException, IOException {
        return coders.encode(message);
    }

    public void opened(Session session) {
        guarded(session, () -> endpoint.onOpen(session, config));
    }

    public void text(Session session, String message, boolean last) {
        guarded(session, () -> handlers.dispatchText(message, last));
    }

    public void binary(Session session, byte[] message, boolean last) {
        guarded(session, () -> handlers.dispatchBinary(message, last));
    }

    public void pong(Session session, byte[] payload) {
        guarded(session, () -> handlers.dispatchPong(payload));
    }

    public void closed(Session session, CloseReason reason) {
        guarded(session, () -> endpoint.onClose(session, reason));
    }

    public void failed(Session session, Throwable failure) {
        try {
            endpoint.onError(session, failure);
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, endpointClass.getName() + " threw from onError", t);
        }
    }

    /** Destroys the coders, and the endpoint if it was made here. */
    public void destroy() {
        components.destroy();
    }

    @FunctionalInterface
    private interface Callback {
        void call() throws DecodeException, IOException, DeploymentException;
    }

    private void guarded(Session session, Callback callback) {
        try {
            callback.call();
        } catch (Throwable t) {
            failed(session, t);
        }
    }
}
