package dev.adieu.websocket;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A container that connects without blocking and can be closed. Every container of this provider is one.
 *
 * <p>Containers are cheap until they connect: threads exist only while connections do, and are shared by all containers
 * of the provider. All methods may be called from any thread.
 */
public interface BrowserWebSocketContainer extends WebSocketContainer, AutoCloseable {

    /**
     * Creates a container of this provider, even if {@link jakarta.websocket.ContainerProvider} would find another
     * provider first.
     *
     * @return a new, open container
     * @throws IllegalStateException if the provider cannot be found
     */
    static BrowserWebSocketContainer create() {
        return ServiceLoader.load(Factory.class, BrowserWebSocketContainer.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("META-INF/services/" + Factory.class.getName()
                        + " is not visible to the class loader of this API. Either the provider is missing: add"
                        + " dev.adieu:adieu, or dev.adieu:adieu-server in a server; or it was repackaged without its"
                        + " service files: merge META-INF/services, as maven-shade-plugin does with its"
                        + " ServicesResourceTransformer"))
                .create();
    }

    /**
     * Returns the settings of this container that the standard interface lacks, by name: {@code adieu.…} and the
     * supported Tyrus properties. They are read when a connection is attempted, and an endpoint's user properties take
     * precedence over them.
     *
     * @return a live, thread-safe map
     */
    Map<String, Object> getProperties();

    /**
     * Starts to connect an annotated endpoint.
     *
     * @param annotatedEndpointInstance an object whose class is annotated with {@link jakarta.websocket.ClientEndpoint}
     * @param path an absolute {@code ws:} or {@code wss:} URI
     * @return the attempt, still connecting
     * @throws DeploymentException if the endpoint, the URI or a setting is invalid; failures to connect are reported by
     *     the attempt
     * @throws IllegalArgumentException if an argument is {@code null}
     * @throws IllegalStateException if this container is closed
     */
    ConnectionAttempt connect(Object annotatedEndpointInstance, URI path) throws DeploymentException;

    /**
     * Starts to connect a new instance of an annotated endpoint class.
     *
     * @param annotatedEndpointClass a class annotated with {@link jakarta.websocket.ClientEndpoint}
     * @param path an absolute {@code ws:} or {@code wss:} URI
     * @return the attempt, still connecting
     * @throws DeploymentException if the endpoint, the URI or a setting is invalid; failures to connect are reported by
     *     the attempt
     * @throws IllegalArgumentException if an argument is {@code null}
     * @throws IllegalStateException if this container is closed
     */
    ConnectionAttempt connect(Class<?> annotatedEndpointClass, URI path) throws DeploymentException;

    /**
     * Starts to connect a programmatic endpoint.
     *
     * @param endpointInstance the endpoint
     * @param clientEndpointConfig its configuration; {@code null} for an empty one
     * @param path an absolute {@code ws:} or {@code wss:} URI
     * @return the attempt, still connecting
     * @throws DeploymentException if the endpoint, the URI or a setting is invalid; failures to connect are reported by
     *     the attempt
     * @throws IllegalArgumentException if the endpoint or the URI is {@code null}
     * @throws IllegalStateException if this container is closed
     */
    ConnectionAttempt connect(Endpoint endpointInstance, @Nullable ClientEndpointConfig clientEndpointConfig, URI path)
            throws DeploymentException;

    /**
     * Starts to connect a new instance of a programmatic endpoint class.
     *
     * @param endpointClass the class of the endpoint
     * @param clientEndpointConfig its configuration; {@code null} for an empty one
     * @param path an absolute {@code ws:} or {@code wss:} URI
     * @return the attempt, still connecting
     * @throws DeploymentException if the endpoint, the URI or a setting is invalid; failures to connect are reported by
     *     the attempt
     * @throws IllegalArgumentException if the class or the URI is {@code null}
     * @throws IllegalStateException if this container is closed
     */
    ConnectionAttempt connect(
            Class<? extends Endpoint> endpointClass, @Nullable ClientEndpointConfig clientEndpointConfig, URI path)
            throws DeploymentException;

    /**
     * Closes every session with {@link CloseCause#GOING_AWAY}, cancels every pending attempt, and returns when all of
     * them are closed and the threads that no other container needs have ended. That takes at most one closing timeout
     * for all of them together, plus up to two seconds for the threads. Connecting afterwards throws
     * {@link IllegalStateException}. Closing again does nothing. When called from a callback of one of this container's
     * own sessions, the method does not wait.
     */
    @Override
    void close();

    /** Lets {@link #create()} find the provider. Implemented by the provider, not by applications. */
    interface Factory {

        /**
         * Creates a container.
         *
         * @return a new, open container
         */
        BrowserWebSocketContainer create();
    }
}
