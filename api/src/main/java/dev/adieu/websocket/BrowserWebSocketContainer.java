package dev.adieu.websocket;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * A container that connects without blocking and can be closed. Every container of this provider is one.
 *
 * <p>Containers are cheap until they connect: threads exist only while connections do, and are shared by all containers
 * of the provider. All methods may be called from any thread.
 */
public interface BrowserWebSocketContainer extends WebSocketContainer, AutoCloseable {

    /**
     * Makes a container of this provider, whatever other providers {@link jakarta.websocket.ContainerProvider} may find
     * first.
     *
     * @return a new, open container
     * @throws IllegalStateException if the provider is not there
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
     * The settings of this container that are not in the standard interface, by name ({@code adieu.…} and the supported
     * {@code org.glassfish.tyrus.client.…}). They are read when a connection is attempted; an endpoint's user
     * properties go before them.
     *
     * @return a live, thread-safe map
     */
    Map<String, Object> getProperties();

    /**
     * Begins to connect an annotated endpoint.
     *
     * @param annotatedEndpointInstance an object whose class has {@link jakarta.websocket.ClientEndpoint}
     * @param path an absolute {@code ws:} or {@code wss:} URI
     * @return the attempt, still connecting
     * @throws DeploymentException if the endpoint, the URI or a setting is wrong; failures to connect are reported by
     *     the attempt
     * @throws IllegalArgumentException if an argument is {@code null}
     * @throws IllegalStateException if this container is closed
     */
    ConnectionAttempt connect(Object annotatedEndpointInstance, URI path) throws DeploymentException;

    /**
     * Begins to connect a new instance of an annotated endpoint class.
     *
     * @param annotatedEndpointClass a class with {@link jakarta.websocket.ClientEndpoint}
     * @param path an absolute {@code ws:} or {@code wss:} URI
     * @return the attempt, still connecting
     * @throws DeploymentException if the endpoint, the URI or a setting is wrong; failures to connect are reported by
     *     the attempt
     * @throws IllegalArgumentException if an argument is {@code null}
     * @throws IllegalStateException if this container is closed
     */
    ConnectionAttempt connect(Class<?> annotatedEndpointClass, URI path) throws DeploymentException;

    /**
     * Begins to connect a programmatic endpoint.
     *
     * @param endpointInstance the endpoint
     * @param clientEndpointConfig its configuration; {@code null} for an empty one
     * @param path an absolute {@code ws:} or {@code wss:} URI
     * @return the attempt, still connecting
     * @throws DeploymentException if the endpoint, the URI or a setting is wrong; failures to connect are reported by
     *     the attempt
     * @throws IllegalArgumentException if the endpoint or the URI is {@code null}
     * @throws IllegalStateException if this container is closed
     */
    ConnectionAttempt connect(Endpoint endpointInstance, ClientEndpointConfig clientEndpointConfig, URI path)
            throws DeploymentException;

    /**
     * Begins to connect a new instance of a programmatic endpoint class.
     *
     * @param endpointClass the class of the endpoint
     * @param clientEndpointConfig its configuration; {@code null} for an empty one
     * @param path an absolute {@code ws:} or {@code wss:} URI
     * @return the attempt, still connecting
     * @throws DeploymentException if the endpoint, the URI or a setting is wrong; failures to connect are reported by
     *     the attempt
     * @throws IllegalArgumentException if the class or the URI is {@code null}
     * @throws IllegalStateException if this container is closed
     */
    ConnectionAttempt connect(
            Class<? extends Endpoint> endpointClass, ClientEndpointConfig clientEndpointConfig, URI path)
            throws DeploymentException;

    /**
     * Closes every session with {@link CloseCause#GOING_AWAY}, gives up every attempt, and returns when all of them are
     * closed, which takes at most one closing timeout for all together. Threads that no other container needs have
     * ended then. Connecting afterwards throws {@link IllegalStateException}. Closing again does nothing. If it is
     * called from a callback of one of its own sessions it does not wait.
     */
    @Override
    void close();

    /** How {@link #create()} finds the provider; implemented by the provider, not by applications. */
    interface Factory {

        /**
         * Makes a container.
         *
         * @return a new, open container
         */
        BrowserWebSocketContainer create();
    }
}
