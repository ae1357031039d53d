package dev.adieu.websocket.impl.endpoint;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.tyrus.core.ComponentProviderService;
import org.glassfish.tyrus.core.ErrorCollector;
import org.jspecify.annotations.Nullable;

/** The endpoint and the coders of one session, each created once and destroyed with it. Any thread. */
final class SessionComponents extends ComponentProviderService {

    private static final Logger LOGGER = Logger.getLogger(SessionComponents.class.getName());

    /**
     * A coder's class and what its object is for. A class that encodes and decodes has an object for each, since one
     * may encode on any thread while the other decodes.
     */
    private record Role(Class<?> type, Class<?> as) {}

    /** Tyrus' own way of making objects, which is never used here. */
    private static final ComponentProviderService TYRUS = ComponentProviderService.createClient();

    private final Components components;

    @GuardedBy("made")
    private final Map<Class<?>, Components.Component<?>> made = new HashMap<>(2);

    @GuardedBy("made")
    private final Map<Role, Coder> coders = new HashMap<>(2);

    @GuardedBy("made")
    private final List<Components.Component<?>> others = new ArrayList<>(1);

    @GuardedBy("made")
    private boolean destroyed;

    SessionComponents(Components components) {
        this(components, Map.of(), List.of());
    }

    private SessionComponents(
            Components components, Map<Class<?>, Components.Component<?>> made, List<Components.Component<?>> others) {
        super(TYRUS);
        this.components = components;
        this.made.putAll(made);
        this.others.addAll(others);
    }

    /** Adds an object that the application created, which is not destroyed. */
    void given(Class<?> type, Object instance) {
        synchronized (made) {
            made.put(type, new Components.Component<>(instance, () -> {}));
        }
    }

    /** Adds a component that is to be destroyed together with the others. */
    void add(Components.Component<?> component) {
        synchronized (made) {
            others.add(component);
        }
    }

    <T> T component(Class<T> type) throws DeploymentException {
        return type.cast(make(type));
    }

    /**
     * Returns the encoder of a class, made and initialized when it is first needed. The class may be the endpoint's as
     * well: a coder is an object of its own (Jakarta WebSocket 2.2, sections 4.1.1 and 4.1.2).
     */
    Coder encoder(Class<? extends Encoder> type, EndpointConfig config) throws DeploymentException {
        return coder(new Role(type, Encoder.class), config);
    }

    /** Returns the decoder of a class, as {@link #encoder}. */
    Decoder decoder(Class<? extends Decoder> type, EndpointConfig config) throws DeploymentException {
        return coder(new Role(type, Decoder.class), config).decoder();
    }

    private Coder coder(Role role, EndpointConfig config) throws DeploymentException {
        synchronized (made) {
            Coder coder = coders.get(role);
            if (coder == null) {
                coder = newCoder(role, config);
                coders.put(role, coder);
            }
            return coder;
        }
    }

    @GuardedBy("made")
    private Coder newCoder(Role role, EndpointConfig config) throws DeploymentException {
        Components.Component<?> coder = create(role.type());
        try {
            if (role.as() == Encoder.class) {
                ((Encoder) coder.instance()).init(config);
            } else {
                ((Decoder) coder.instance()).init(config);
            }
            return new Coder(coder);
        } catch (RuntimeException | Error e) {
            coder.destroy().run();
            throw e;
        }
    }

    /**
     * Makes an object of a class that has none yet the given one, unless the application makes objects in its own way.
     */
    <T> void adopt(Class<T> type, T instance) {
        if (components == Components.BY_CONSTRUCTOR) {
            synchronized (made) {
                made.putIfAbsent(type, new Components.Component<>(instance, () -> {}));
            }
        }
    }

    /** Returns whether an object of a class can be made, as far as its declaration tells. */
    boolean canCreate(Class<?> type) {
        return components.canCreate(type);
    }

    private Object make(Class<?> type) throws DeploymentException {
        synchronized (made) {
            Components.Component<?> component = made.get(type);
            if (component == null) {
                component = create(type);
                made.put(type, component);
            }
            return component.instance();
        }
    }

    @GuardedBy("made")
    private Components.Component<?> create(Class<?> type) throws DeploymentException {
        if (destroyed) {
            throw new IllegalStateException(
                    "no object of " + type.getName() + " can be created: the session has ended");
        }
        try {
            return components.create(type);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            throw new DeploymentException(
                    "no object of " + type.getName()
                            + " could be made: it has to be a public class with a public constructor without "
                            + "parameters that does not fail (Jakarta WebSocket 2.2, section 3.1)",
                    cause);
        }
    }

    /** Destroys the coders; nothing more can be created. {@link #next} takes over the rest. */
    void destroyCoders() {
        List<Coder> ending;
        synchronized (made) {
            destroyed = true;
            ending = List.copyOf(coders.values());
            coders.clear();
        }
        ending.forEach(Coder::end);
    }

    /** Returns the components of the session that follows, which take over those of this one. */
    SessionComponents next() {
        synchronized (made) {
            SessionComponents next = new SessionComponents(components, made, others);
            made.clear();
            others.clear();
            return next;
        }
    }

    /** Destroys all of them; no more can be created. */
    void destroy() {
        List<Coder> ending;
        List<Components.Component<?>> all;
        synchronized (made) {
            destroyed = true;
            ending = List.copyOf(coders.values());
            all = new ArrayList<>(made.values());
            all.addAll(others);
            coders.clear();
            made.clear();
            others.clear();
        }
        ending.forEach(Coder::end);
        all.forEach(SessionComponents::destroy);
    }

    static void destroy(Components.Component<?> component) {
        try {
            component.destroy().run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, component.instance().getClass().getName() + " could not be destroyed", e);
        }
    }

    // Called by Tyrus' annotated endpoint.

    @Override
    public <T> @Nullable Object getInstance(Class<T> type, Session session, ErrorCollector collector) {
        try {
            return make(type);
        } catch (DeploymentException e) {
            collector.addException(e);
            return null;
        }
    }

    @Override
    public Method getInvocableMethod(Method method) {
        return CallbackAccess.opened(method);
    }

    @Override
    public void removeSession(Session session) {
        // Our own destroy() follows when onClose has returned.
    }
}
