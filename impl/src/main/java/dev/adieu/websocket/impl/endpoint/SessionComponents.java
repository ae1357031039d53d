package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import org.glassfish.tyrus.core.ComponentProviderService;
import org.glassfish.tyrus.core.ErrorCollector;

/** The endpoint and the coders of one session, each made once and destroyed with it. Safe for several threads. */
final class SessionComponents extends ComponentProviderService {

    private final Components components;
    /** Guarded by itself. */
    private final Map<Class<?>, Components.Component<?>> made = new HashMap<>();

    SessionComponents(Components components) {
        super(ComponentProviderService.createClient());
        this.components = components;
    }

    <T> T endpoint(Class<T> type) throws DeploymentException {
        return type.cast(make(type));
    }

    <T> T coder(Class<T> type, EndpointConfig config) throws DeploymentException {
        synchronized (made) {
            boolean isNew = !made.containsKey(type);
            Object coder = make(type);
            if (isNew && coder instanceof Encoder encoder) {
                encoder.init(config);
            } else if (isNew && coder instanceof Decoder decoder) {
                decoder.init(config);
            }
            return type.cast(coder);
        }
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

    private Components.Component<?> create(Class<?> type) throws DeploymentException {
        try {
            return components.create(type);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            throw new DeploymentException("no object of " + type.getName() + " could be made: it needs a public constructor without parameters that "
                    + "does not fail (Jakarta WebSocket 2.2, section 3.1)", cause);
        }
    }

    void destroy() {
        synchronized (made) {
            made.values().forEach(component -> {
                if (component.instance() instanceof Encoder encoder) {
                    encoder.destroy();
                }
                if (component.instance() instanceof Decoder decoder) {
                    decoder.destroy();
                }
                component.destroy().run();
            });
            made.clear();
        }
    }

    // What Tyrus' annotated endpoint asks for.

    @Override
    public <T> Object getInstance(Class<T> type, Session session, ErrorCollector collector) {
        try {
            return make(type);
        } catch (DeploymentException e) {
            collector.addException(e);
            return null;
        }
    }

    @Override
    public void removeSession(Session session) {
        // Our own destroy() follows when onClose has returned.
    }
}
