package dev.adieu.websocket.impl.provider;

import static dev.adieu.websocket.impl.provider.arguments.Arguments.bufferSize;
import static dev.adieu.websocket.impl.provider.arguments.Arguments.notNull;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.MessageLimits.Form;
import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import dev.adieu.websocket.impl.connection.loop.NettyVersion;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.endpoint.Components;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.application.Applications;
import dev.adieu.websocket.impl.provider.application.Connections;
import dev.adieu.websocket.impl.provider.application.Live;
import dev.adieu.websocket.impl.provider.settings.Settings;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The container that applications see: its defaults and properties, and the connections made through it. Any thread.
 */
public final class AdieuContainer implements BrowserWebSocketContainer {

    private static final Logger LOGGER = Logger.getLogger(AdieuContainer.class.getName());
    /** Set once the jar of this class has been logged. */
    private static final AtomicBoolean LOGGED = new AtomicBoolean();

    /** The default of Tyrus. */
    private static final int DEFAULT_MAX_MESSAGE_SIZE = 4 * 1024 * 1024;

    /** The application that this container belongs to; {@code null} if any application may connect. */
    private final @Nullable Application owner;

    private final AttemptAssembly assembly;
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private final Connections<Live> connections = new Connections<>("the container");

    // Defaults of later connections, set by any thread.
    private volatile long asyncSendTimeout;
    private volatile long maxIdleTimeout;
    /** 0 until it is set. */
    private volatile int maxText;
    /** 0 until it is set. */
    private volatile int maxBinary;

    /** Creates a container that any application may use. */
    public AdieuContainer() {
        this(Timing.REAL, HostLookup.PLATFORM, null);
    }

    /** Creates a container for one application. */
    public AdieuContainer(Application owner) {
        this(Timing.REAL, HostLookup.PLATFORM, owner);
    }

    AdieuContainer(Timing timing, HostLookup lookup, @Nullable Application owner) {
        NettyVersion.check();
        this.owner = owner;
        this.assembly = new AttemptAssembly(this, connections, timing, lookup);
        if (!LOGGED.getAndSet(true)) {
            LOGGER.log(Level.FINE, "{0}", this);
        }
    }

    /** Returns which jar this client was loaded from. */
    @Override
    public String toString() {
        CodeSource source = AdieuContainer.class.getProtectionDomain().getCodeSource();
        return "Adieu, loaded from " + (source == null ? "an unknown place" : source.getLocation());
    }

    // Connecting.

    @Override
    public Session connectToServer(Object annotatedEndpointInstance, URI path) throws DeploymentException, IOException {
        return await(path, instance(annotatedEndpointInstance));
    }

    @Override
    public Session connectToServer(Class<?> annotatedEndpointClass, URI path) throws DeploymentException, IOException {
        return await(path, annotated(annotatedEndpointClass));
    }

    @Override
    public Session connectToServer(Endpoint endpointInstance, @Nullable ClientEndpointConfig config, URI path)
            throws DeploymentException, IOException {
        return await(path, instance(endpointInstance, config));
    }

    @Override
    public Session connectToServer(
            Class<? extends Endpoint> endpointClass, @Nullable ClientEndpointConfig config, URI path)
            throws DeploymentException, IOException {
        return await(path, programmatic(endpointClass, config));
    }

    private Session await(URI path, EndpointSource source) throws DeploymentException, IOException {
        Attempt attempt = begin(path, source, true);
        try {
            return attempt.await();
        } catch (InterruptedException e) {
            attempt.close();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while connecting to "
                            + ServerAddress.shown(path) + "; the attempt was cancelled")
                    .initCause(e);
        } catch (ExecutionException e) {
            throw ConnectFailures.of(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    @Override
    public ConnectionAttempt connect(Object annotatedEndpointInstance, URI path) throws DeploymentException {
        return begin(path, instance(annotatedEndpointInstance), false);
    }

    @Override
    public ConnectionAttempt connect(Class<?> annotatedEndpointClass, URI path) throws DeploymentException {
        return begin(path, annotated(annotatedEndpointClass), false);
    }

    @Override
    public ConnectionAttempt connect(Endpoint endpointInstance, @Nullable ClientEndpointConfig config, URI path)
            throws DeploymentException {
        return begin(path, instance(endpointInstance, config), false);
    }

    @Override
    public ConnectionAttempt connect(
            Class<? extends Endpoint> endpointClass, @Nullable ClientEndpointConfig config, URI path)
            throws DeploymentException {
        return begin(path, programmatic(endpointClass, config), false);
    }

    private static EndpointSource instance(Object annotatedEndpointInstance) {
        notNull(annotatedEndpointInstance, "annotatedEndpointInstance");
        if (annotatedEndpointInstance instanceof Endpoint endpoint) {
            return instance(endpoint, null);
        }
        return components -> EndpointInstance.ofAnnotated(annotatedEndpointInstance, components);
    }

    private static EndpointSource instance(Endpoint endpointInstance, @Nullable ClientEndpointConfig config) {
        notNull(endpointInstance, "endpointInstance");
        return components -> EndpointInstance.of(endpointInstance, config, components);
    }

    private static EndpointSource annotated(Class<?> annotatedEndpointClass) {
        notNull(annotatedEndpointClass, "annotatedEndpointClass");
        if (Endpoint.class.isAssignableFrom(annotatedEndpointClass)) {
            return programmatic(annotatedEndpointClass.asSubclass(Endpoint.class), null);
        }
        return components -> EndpointInstance.ofAnnotatedClass(annotatedEndpointClass, components);
    }

    private static EndpointSource programmatic(
            Class<? extends Endpoint> endpointClass, @Nullable ClientEndpointConfig config) {
        notNull(endpointClass, "endpointClass");
        return components -> EndpointInstance.ofClass(endpointClass, config, components);
    }

    /** Creates the endpoint, with the components of the application. */
    @FunctionalInterface
    private interface EndpointSource {
        EndpointInstance endpoint(Components components) throws DeploymentException;
    }

    private Attempt begin(URI path, EndpointSource source, boolean callerWaits) throws DeploymentException {
        ServerAddress target = address(path);
        Application application = owner != null ? owner : Applications.current();
        connections.checkOpen();
        application.connections().checkOpen();
        EndpointInstance endpoint = source.endpoint(application.components());
        try {
            return assembly.begin(target, endpoint, application, callerWaits);
        } catch (DeploymentException | RuntimeException | Error e) {
            endpoint.destroy();
            throw e;
        }
    }

    private static ServerAddress address(URI path) throws DeploymentException {
        notNull(path, "path");
        try {
            return ServerAddress.of(path);
        } catch (IllegalArgumentException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
    }

    /** Returns the limits of a new session. What was set on this container takes precedence over the setting. */
    MessageLimits limits(Settings settings) {
        int otherwise = settings.maxMessageSize() == null ? DEFAULT_MAX_MESSAGE_SIZE : settings.maxMessageSize();
        return new MessageLimits(
                maxText == 0 ? otherwise : maxText, maxBinary == 0 ? otherwise : maxBinary, Form.WHOLE, Form.WHOLE);
    }

    // Sessions.

    Set<Session> openSessionsOf(Class<?> endpointClass) {
        return connections.all().stream()
                .filter(Attempt.class::isInstance)
                .map(live -> ((Attempt) live).established())
                .filter(session -> session.isOpened() && session.endpoint().endpointClass() == endpointClass)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public void close() {
        connections.close();
    }

    // Defaults and settings.

    @Override
    public Map<String, Object> getProperties() {
        return properties;
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return asyncSendTimeout;
    }

    @Override
    public void setAsyncSendTimeout(long timeoutMillis) {
        asyncSendTimeout = timeoutMillis;
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return maxIdleTimeout;
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long timeoutMillis) {
        maxIdleTimeout = timeoutMillis;
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return maxBinary == 0 ? DEFAULT_MAX_MESSAGE_SIZE : maxBinary;
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int max) {
        maxBinary = bufferSize(max);
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return maxText == 0 ? DEFAULT_MAX_MESSAGE_SIZE : maxText;
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int max) {
        maxText = bufferSize(max);
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return Set.of(Extensions.deflate());
    }
}
