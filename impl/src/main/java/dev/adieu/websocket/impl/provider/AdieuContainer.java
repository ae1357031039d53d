package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.handshake.HandshakeRequest;
import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshakeException;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.endpoint.Components;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.application.Applications;
import dev.adieu.websocket.impl.provider.application.ManagedContext;
import dev.adieu.websocket.impl.provider.remote.Remote;
import dev.adieu.websocket.impl.provider.settings.ApplicationSettings;
import dev.adieu.websocket.impl.provider.settings.PlatformSettings;
import dev.adieu.websocket.impl.provider.settings.SettingSources;
import dev.adieu.websocket.impl.provider.settings.Settings;
import dev.adieu.websocket.impl.provider.strategy.CloseChoice;
import dev.adieu.websocket.impl.provider.strategy.StrategySearch;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The container: defaults, settings, and everything that is connected or being connected through it. */
public final class AdieuContainer implements BrowserWebSocketContainer {

    /** As much as Tyrus takes without being told. */
    private static final int DEFAULT_MAX_MESSAGE_SIZE = 4 * 1024 * 1024;

    private final Timing timing;
    private final HostLookup lookup;
    /** {@code null} for whichever application connects. */
    private final Application owner;

    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private final Connections connections = new Connections("the container");

    private volatile long asyncSendTimeout;
    private volatile long maxIdleTimeout;
    /** 0 until it is set. */
    private volatile int maxText;
    /** 0 until it is set. */
    private volatile int maxBinary;

    /** A container for whichever application connects. */
    public AdieuContainer() {
        this(Timing.REAL, HostLookup.PLATFORM, null);
    }

    /** A container for one application. */
    public AdieuContainer(Application owner) {
        this(Timing.REAL, HostLookup.PLATFORM, owner);
    }

    AdieuContainer(Timing timing) {
        this(timing, HostLookup.PLATFORM);
    }

    /** For tests, which have a clock and hosts of their own. */
    public AdieuContainer(Timing timing, HostLookup lookup) {
        this(timing, lookup, null);
    }

    private AdieuContainer(Timing timing, HostLookup lookup, Application owner) {
        this.timing = timing;
        this.lookup = lookup;
        this.owner = owner;
    }

    // Connecting.

    @Override
    public Session connectToServer(Object annotatedEndpointInstance, URI path) throws DeploymentException, IOException {
        return await(connect(annotatedEndpointInstance, path), path);
    }

    @Override
    public Session connectToServer(Class<?> annotatedEndpointClass, URI path) throws DeploymentException, IOException {
        return await(connect(annotatedEndpointClass, path), path);
    }

    @Override
    public Session connectToServer(Endpoint endpointInstance, ClientEndpointConfig config, URI path)
            throws DeploymentException, IOException {
        return await(connect(endpointInstance, config, path), path);
    }

    @Override
    public Session connectToServer(Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI path)
            throws DeploymentException, IOException {
        return await(connect(endpointClass, config, path), path);
    }

    private static Session await(ConnectionAttempt attempt, URI path) throws DeploymentException, IOException {
        try {
            SerialExecutor.beforeWaiting();
            return attempt.session().toCompletableFuture().get();
        } catch (InterruptedException e) {
            attempt.close();
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("interrupted while connecting to " + path + "; the attempt was given up")
                            .initCause(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String message = "no connection to " + path + ": " + cause.getMessage();
            // A server that refuses is not a network problem: the TCK wants a DeploymentException where no endpoint has
            // the path.
            if (cause instanceof IOException && !(cause instanceof OpeningHandshakeException)) {
                throw new IOException(message, cause);
            }
            throw new DeploymentException(message, cause);
        }
    }

    @Override
    public ConnectionAttempt connect(Object annotatedEndpointInstance, URI path) throws DeploymentException {
        Remote.notNull(annotatedEndpointInstance, "annotatedEndpointInstance");
        return begin(path, components -> EndpointInstance.ofAnnotated(annotatedEndpointInstance, components));
    }

    @Override
    public ConnectionAttempt connect(Class<?> annotatedEndpointClass, URI path) throws DeploymentException {
        Remote.notNull(annotatedEndpointClass, "annotatedEndpointClass");
        if (Endpoint.class.isAssignableFrom(annotatedEndpointClass)) {
            return connect(annotatedEndpointClass.asSubclass(Endpoint.class), null, path);
        }
        return begin(path, components -> EndpointInstance.ofAnnotatedClass(annotatedEndpointClass, components));
    }

    @Override
    public ConnectionAttempt connect(Endpoint endpointInstance, ClientEndpointConfig config, URI path)
            throws DeploymentException {
        Remote.notNull(endpointInstance, "endpointInstance");
        return begin(path, components -> EndpointInstance.of(endpointInstance, config, components));
    }

    @Override
    public ConnectionAttempt connect(Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI path)
            throws DeploymentException {
        Remote.notNull(endpointClass, "endpointClass");
        return begin(path, components -> EndpointInstance.ofClass(endpointClass, config, components));
    }

    /** Makes the endpoint, with the components of the application. */
    @FunctionalInterface
    private interface EndpointSource {
        EndpointInstance endpoint(Components components) throws DeploymentException;
    }

    private ConnectionAttempt begin(URI path, EndpointSource source) throws DeploymentException {
        URI target = TargetUri.check(path);
        Application application = owner != null ? owner : Applications.current();
        connections.checkOpen();
        application.connections().checkOpen();
        EndpointInstance endpoint = source.endpoint(application.components());
        try {
            return begin(target, endpoint, application);
        } catch (DeploymentException | RuntimeException | Error e) {
            endpoint.destroy();
            throw e;
        }
    }

    private ConnectionAttempt begin(URI target, EndpointInstance endpoint, Application application)
            throws DeploymentException {
        ClientEndpointConfig config = endpoint.config();
        SettingSources sources = new SettingSources(
                config.getUserProperties(), properties, ApplicationSettings.current(), PlatformSettings.current()::get);
        Settings settings = Settings.read(config, sources);
        Components.Component<CloseCodeStrategy> strategy =
                StrategySearch.nearest(endpoint.endpointClass(), sources, application);
        endpoint.add(strategy);
        HandshakeRequest request = request(config, settings, target, application);
        MessageLimits limits = limits(settings);

        IoThreads.Lease threads = IoThreads.lease();
        try {
            Attempt attempt = attempt(endpoint, settings, request, limits, strategy.instance(), application, threads);
            attempt.begin();
            return attempt;
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    private Attempt attempt(
            EndpointInstance endpoint,
            Settings settings,
            HandshakeRequest request,
            MessageLimits limits,
            CloseCodeStrategy strategy,
            Application application,
            IoThreads.Lease threads) {
        Executor context = ManagedContext.capture();
        SerialExecutor callbacks = serial(settings, context, threads);
        CompletableFuture<BrowserSession> opened = new CompletableFuture<>();
        CompletableFuture<CloseEvent> closed = new CompletableFuture<>();
        CloseChoice closeChoice = new CloseChoice(strategy, application);
        SessionCallbacks listener = new SessionCallbacks(application, endpoint, settings, closeChoice, opened, closed);
        WebSocketConnection connection = new WebSocketConnection(
                settings.connection(), request, limits, listener, callbacks, timing, lookup, threads);
        AdieuSession session = new AdieuSession(
                newId(),
                this,
                endpoint,
                connection,
                serial(settings, context, threads),
                limits,
                closed.minimalCompletionStage());
        Attempt attempt = new Attempt(connection, session, opened);
        listener.of(session, () -> forget(attempt, application));
        try {
            connections.add(attempt);
            application.connections().add(attempt);
            JvmShutdown.add(attempt);
        } catch (IllegalStateException e) {
            connections.remove(attempt);
            application.connections().remove(attempt);
            throw e;
        }
        return attempt;
    }

    private void forget(Attempt attempt, Application application) {
        connections.remove(attempt);
        application.connections().remove(attempt);
        JvmShutdown.remove(attempt);
    }

    private static SerialExecutor serial(Settings settings, Executor context, IoThreads.Lease threads) {
        Executor executor = settings.executor() != null ? settings.executor() : threads.callbacks();
        return new SerialExecutor(
                executor, threads.pool(), context, Thread.currentThread().getContextClassLoader());
    }

    private HandshakeRequest request(
            ClientEndpointConfig config, Settings settings, URI target, Application application)
            throws DeploymentException {
        List<Extension> offers = new ArrayList<>(config.getExtensions());
        if (settings.compression()
                && offers.stream().noneMatch(offer -> offer.getName().equals(Extensions.DEFLATE))) {
            offers.add(Extensions.deflate());
        }
        if (!offers.stream()
                .map(Extension::getName)
                .collect(Collectors.toSet())
                .containsAll(settings.requiredExtensions())) {
            throw new DeploymentException(
                    "adieu.required-extensions is " + settings.requiredExtensions() + ", and offered are only "
                            + offers.stream().map(Extension::getName).toList()
                            + "; offer them in ClientEndpointConfig.getExtensions, or with adieu.compression");
        }
        return new HandshakeRequest(
                target,
                Subprotocols.check(config.getPreferredSubprotocols()),
                offers.stream().map(Extensions::header).toList(),
                headerEditor(config.getConfigurator(), application));
    }

    /** Nobody's code is called that does nothing: it would take a thread that may block. */
    private static HandshakeRequest.HeaderEditor headerEditor(
            ClientEndpointConfig.Configurator configurator, Application application) {
        try {
            if (configurator.getClass().getMethod("beforeRequest", Map.class).getDeclaringClass()
                    == ClientEndpointConfig.Configurator.class) {
                return HandshakeRequest.HeaderEditor.NONE;
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every Configurator has beforeRequest", e);
        }
        return headers -> application.run(() -> configurator.beforeRequest(headers));
    }

    private MessageLimits limits(Settings settings) {
        int otherwise = settings.maxMessageSize() == null ? DEFAULT_MAX_MESSAGE_SIZE : settings.maxMessageSize();
        return new MessageLimits(
                maxText == 0 ? otherwise : maxText, maxBinary == 0 ? otherwise : maxBinary, false, false);
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    // Sessions.

    Set<Session> openSessionsOf(Class<?> endpointClass) {
        return connections.all().stream()
                .map(Attempt::established)
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
        maxBinary = checkBufferSize(max);
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return maxText == 0 ? DEFAULT_MAX_MESSAGE_SIZE : maxText;
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int max) {
        maxText = checkBufferSize(max);
    }

    static int checkBufferSize(int max) {
        if (max <= 0) {
            throw new IllegalArgumentException("a message buffer must have more than 0 bytes, not " + max);
        }
        return max;
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return Set.of(Extensions.deflate());
    }
}
