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
import java.io.InputStream;
import java.io.Reader;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.tyrus.core.AnnotatedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The application's endpoint for one session: annotated or programmatic, created by the application or here. Its
 * {@code onError} is called with whatever it throws (Jakarta WebSocket 2.2, section 5.2).
 */
public final class EndpointInstance {

    private static final Logger LOGGER = Logger.getLogger(EndpointInstance.class.getName());

    private final Class<?> endpointClass;
    private final SessionComponents components;
    private final Endpoint endpoint;
    private final ClientEndpointConfig config;
    private final Coders coders;
    private final MessageHandlers handlers;
    /** True if a failure is lost (Jakarta WebSocket 2.2, section 5.2.3) unless it is logged here. */
    private final boolean hearsNoErrors;
    /** The exception of the running callback; {@code null} if it threw none. Serial executor only. */
    private @Nullable Throwable thrown;

    /** Creates an annotated endpoint. */
    private EndpointInstance(Class<?> type, SessionComponents components) throws DeploymentException {
        this.endpointClass = type;
        this.components = components;
        AnnotatedEndpoint annotated = AnnotatedEndpoints.of(type, components, failure -> thrown = failure);
        this.endpoint = annotated;
        this.config = AnnotatedEndpoints.config(type, annotated, components);
        ConfigurationRules.check(config, components);
        this.coders = new Coders(config, components);
        OnMessageMethods methods = OnMessageMethods.of(type);
        methods.check(type, coders);
        this.handlers = new MessageHandlers(coders, methods);
        // Tyrus logs what an annotated endpoint without @OnError throws.
        this.hearsNoErrors = false;
    }

    /** Creates a programmatic endpoint. */
    private EndpointInstance(
            Class<?> type, Endpoint endpoint, @Nullable ClientEndpointConfig config, SessionComponents components)
            throws DeploymentException {
        this.endpointClass = type;
        this.components = components;
        this.endpoint = endpoint;
        this.config = config == null ? ClientEndpointConfig.Builder.create().build() : config;
        ConfigurationRules.check(this.config, components);
        this.coders = new Coders(this.config, components);
        this.handlers = new MessageHandlers(coders, OnMessageMethods.NONE);
        this.hearsNoErrors = !overridesOnError(endpoint.getClass());
    }

    private static boolean overridesOnError(Class<?> type) {
        try {
            return type.getMethod("onError", Session.class, Throwable.class).getDeclaringClass() != Endpoint.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every Endpoint has onError", e);
        }
    }

    public static EndpointInstance ofAnnotated(Object instance, Components components) throws DeploymentException {
        Class<?> type = AnnotatedEndpoints.written(instance.getClass());
        checkAnnotated(type);
        SessionComponents own = new SessionComponents(components);
        own.given(type, instance);
        return destroyedIfFailing(own, () -> new EndpointInstance(type, own));
    }

    public static EndpointInstance ofAnnotatedClass(Class<?> type, Components components) throws DeploymentException {
        checkAnnotated(type);
        SessionComponents own = new SessionComponents(components);
        return destroyedIfFailing(own, () -> {
            EndpointInstance made = new EndpointInstance(type, own);
            own.component(type);
            return made;
        });
    }

    private static void checkAnnotated(Class<?> type) throws DeploymentException {
        if (!type.isAnnotationPresent(ClientEndpoint.class)) {
            throw new DeploymentException(type.getName()
                    + " has no @ClientEndpoint; annotate it, or connect an Endpoint with its configuration");
        }
    }

    public static EndpointInstance of(Endpoint endpoint, @Nullable ClientEndpointConfig config, Components components)
            throws DeploymentException {
        return new EndpointInstance(
                AnnotatedEndpoints.written(endpoint.getClass()), endpoint, config, new SessionComponents(components));
    }

    public static EndpointInstance ofClass(
            Class<? extends Endpoint> type, @Nullable ClientEndpointConfig config, Components components)
            throws DeploymentException {
        SessionComponents own = new SessionComponents(components);
        return destroyedIfFailing(own, () -> new EndpointInstance(type, own.component(type), config, own));
    }

    /** Creates an instance, and may fail after some of its components have been created. */
    @FunctionalInterface
    private interface Maker {
        EndpointInstance make() throws DeploymentException;
    }

    private static EndpointInstance destroyedIfFailing(SessionComponents own, Maker maker) throws DeploymentException {
        try {
            return maker.make();
        } catch (DeploymentException | RuntimeException | Error e) {
            own.destroy();
            throw e;
        }
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

    /** Returns a {@link String} or a {@link java.nio.ByteBuffer} to send for an object. */
    public Object encode(Object message) throws EncodeException, IOException {
        return coders.encode(message);
    }

    // The callbacks return what the application threw, if anything; its own onError has been called with it.

    public Optional<Throwable> opened(Session session) {
        return guarded(session, () -> endpoint.onOpen(session, config));
    }

    /** Lets the messages that come before their first handler wait for it, unless {@code onOpen} has added one. */
    public void keepEarlyMessages() {
        handlers.keepEarly(endpointClass);
    }

    /** Returns the delivery of the next message that was kept and has a handler now; it gives what that threw. */
    public Optional<Supplier<Optional<Throwable>>> nextEarlyMessage(Session session) {
        return handlers.nextEarly().map(message -> () -> guarded(session, () -> message.dispatch(handlers)));
    }

    public Optional<Throwable> text(Session session, String message, boolean last) {
        if (last && handlers.keep(new EarlyMessages.Text(message))) {
            return Optional.empty();
        }
        return guarded(session, () -> handlers.dispatchText(message, last));
    }

    public Optional<Throwable> binary(Session session, byte[] message, boolean last) {
        if (last && handlers.keep(new EarlyMessages.Binary(message))) {
            return Optional.empty();
        }
        return guarded(session, () -> handlers.dispatchBinary(message, last));
    }

    public Optional<Throwable> textStream(Session session, Reader message) {
        return guarded(session, () -> handlers.dispatchTextStream(message));
    }

    public Optional<Throwable> binaryStream(Session session, InputStream message) {
        return guarded(session, () -> handlers.dispatchBinaryStream(message));
    }

    public Optional<Throwable> pong(Session session, byte[] payload) {
        return guarded(session, () -> handlers.dispatchPong(payload));
    }

    /** Runs a callback that belongs to {@code onOpen} and is not a method of the endpoint. */
    public Optional<Throwable> opening(Session session, Runnable callback) {
        return guarded(session, callback::run);
    }

    public void closed(Session session, CloseReason reason) {
        handlers.endEarly();
        guarded(session, () -> endpoint.onClose(session, reason));
    }

    public void failed(Session session, Throwable failure) {
        try {
            if (hearsNoErrors) {
                LOGGER.log(
                        Level.WARNING,
                        endpointClass.getName() + " does not override onError, which would have been called with this",
                        failure);
            }
            endpoint.onError(session, failure);
        } catch (Throwable t) {
            LOGGER.log(Level.WARNING, endpointClass.getName() + " threw from onError", t);
        }
    }

    /** Destroys the coders of the session that has ended, which the next session does not take over. */
    public void sessionEnded() {
        components.destroyCoders();
    }

    /**
     * Returns the same endpoint object for the session that follows, with coders and message handlers of its own. It
     * takes over the components that are to be destroyed.
     */
    public EndpointInstance next() throws DeploymentException {
        SessionComponents own = components.next();
        return endpoint instanceof AnnotatedEndpoint
                ? destroyedIfFailing(own, () -> new EndpointInstance(endpointClass, own))
                : new EndpointInstance(endpointClass, endpoint, config, own);
    }

    /** Adds a component that is to be destroyed together with the others. */
    public void add(Components.Component<?> component) {
        components.add(component);
    }

    /** Destroys the coders, the endpoint, and everything else that was created for this session. */
    public void destroy() {
        components.destroy();
    }

    @FunctionalInterface
    private interface Callback {
        void call() throws DecodeException, IOException, DeploymentException;
    }

    private Optional<Throwable> guarded(Session session, Callback callback) {
        thrown = null;
        try {
            callback.call();
        } catch (Throwable t) {
            failed(session, t);
            thrown = t;
        }
        return Optional.ofNullable(thrown);
    }
}
