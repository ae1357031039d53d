package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.connection.HandshakeRequest;
import dev.adieu.websocket.impl.connection.HostLookup;
import dev.adieu.websocket.impl.connection.IoThreads;
import dev.adieu.websocket.impl.connection.MessageLimits;
import dev.adieu.websocket.impl.connection.OpeningHandshakeException;
import dev.adieu.websocket.impl.connection.SerialExecutor;
import dev.adieu.websocket.impl.connection.Timing;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.endpoint.Components;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
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

/** The container: defaults, settings, and everything that is connected or being connected through it. */
public final class AdieuContainer implements BrowserWebSocketContainer {

    /** As much as Tyrus takes without being told. */
    private static final int DEFAULT_MAX_MESSAGE_SIZE = 4 * 1024 * 1024;

    private final Timing timing;
    private final HostLookup lookup;
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    /** Everything that has not ended. */
    private final Map<AdieuSession, Attempt> live = new ConcurrentHashMap<>();
    /** Guards the change from open to closed against new attempts. */
    private final Object lock = new Object();
    /** Written under the lock. */
    private boolean isClosed;

    private volatile long asyncSendTimeout;
    private volatile long maxIdleTimeout;
    /** 0 until it is set. */
    private volatile int maxText;
    /** 0 until it is set. */
    private volatile int maxBinary;

    public AdieuContainer() {
        this(Timing.REAL);
    }

    AdieuContainer(Timing timing) {
        this(timing, HostLookup.PLATFORM);
    }

    /** For tests, which have a clock and hosts of their own. */
    public AdieuContainer(Timing timing, HostLookup lookup) {
        this.timing = timing;
        this.lookup = lookup;
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
    public Session connectToServer(Endpoint endpointInstance, ClientEndpointConfig config, URI path) throws DeploymentException, IOException {
        return await(connect(endpointInstance, config, path), path);
    }

    @Override
    public Session connectToServer(Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI path) throws DeploymentException, IOException {
        return await(connect(endpointClass, config, path), path);
    }

    private static Session await(ConnectionAttempt attempt, URI path) throws DeploymentException, IOException {
        try {
            return attempt.session().toCompletableFuture().get();
        } catch (InterruptedException e) {
            attempt.close();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while connecting to " + path + "; the attempt was given up").initCause(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String message = "no connection to " + path + ": " + cause.getMessage();
            // A server that refuses is not a network problem: the TCK wants a DeploymentException where no endpoint has the path.
            if (cause instanceof IOException && !(cause instanceof OpeningHandshakeException)) {
                throw new IOException(message, cause);
            }
            throw new DeploymentException(message, cause);
        }
    }

    @Override
    public ConnectionAttempt connect(Object annotatedEndpointInstance, URI path) throws DeploymentException {
        Remote.notNull(annotatedEndpointInstance, "annotatedEndpointInstance");
        return begin(EndpointInstance.ofAnnotated(annotatedEndpointInstance, Components.BY_CONSTRUCTOR), path);
    }

    @Override
    public ConnectionAttempt connect(Class<?> annotatedEndpointClass, URI path) throws DeploymentException {
        Remote.notNull(annotatedEndpointClass, "annotatedEndpointClass");
        if (Endpoint.class.isAssignableFrom(annotatedEndpointClass)) {
            return connect(annotatedEndpointClass.asSubclass(Endpoint.class), null, path);
        }
        return begin(EndpointInstance.ofAnnotatedClass(annotatedEndpointClass, Components.BY_CONSTRUCTOR), path);
    }

    @Override
    public ConnectionAttempt connect(Endpoint endpointInstance, ClientEndpointConfig config, URI path) throws DeploymentException {
        Remote.notNull(endpointInstance, "endpointInstance");
        return begin(EndpointInstance.of(endpointInstance, config, Components.BY_CONSTRUCTOR), path);
    }

    @Override
    public ConnectionAttempt connect(Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI path) throws DeploymentException {
        Remote.notNull(endpointClass, "endpointClass");
        return begin(EndpointInstance.ofClass(endpointClass, config, Components.BY_CONSTRUCTOR), path);
    }

    private ConnectionAttempt begin(EndpointInstance endpoint, URI path) throws DeploymentException {
        try {
            return attempt(endpoint, path);
        } catch (DeploymentException | RuntimeException e) {
            endpoint.destroy();
            throw e;
        }
    }

    private ConnectionAttempt attempt(EndpointInstance endpoint, URI path) throws DeploymentException {
        ClientEndpointConfig config = endpoint.config();
        Settings settings = Settings.read(config, properties, System::getProperty);
        HandshakeRequest request = request(config, settings, TargetUri.check(path));
        MessageLimits limits = limits(settings);

        IoThreads.Lease threads = IoThreads.lease();
        try {
            Attempt attempt = attempt(endpoint, settings, request, limits, threads);
            attempt.begin();
            return attempt;
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    private Attempt attempt(EndpointInstance endpoint, Settings settings, HandshakeRequest request, MessageLimits limits, IoThreads.Lease threads) {
        SerialExecutor callbacks = serial(settings, threads);
        CompletableFuture<BrowserSession> opened = new CompletableFuture<>();
        CompletableFuture<CloseEvent> closed = new CompletableFuture<>();
        SessionCallbacks listener = new SessionCallbacks(this, endpoint, opened, closed);
        WebSocketConnection connection = new WebSocketConnection(settings.connection(), request, limits, listener, callbacks, timing, lookup, threads);
        AdieuSession session = new AdieuSession(newId(), this, endpoint, connection, new CloseChoice(settings.closeCodes()), serial(settings, threads),
                limits, closed);
        listener.of(session);
        Attempt attempt = new Attempt(connection, session, opened, closed);
        synchronized (lock) {
            if (isClosed) {
                throw new IllegalStateException("the container is closed");
            }
            live.put(session, attempt);
        }
        return attempt;
    }

    private static SerialExecutor serial(Settings settings, IoThreads.Lease threads) {
        Executor executor = settings.executor() != null ? settings.executor() : threads.callbacks();
        return new SerialExecutor(executor, threads.callbacks(), Thread.currentThread().getContextClassLoader());
    }

    private HandshakeRequest request(ClientEndpointConfig config, Settings settings, URI target) throws DeploymentException {
        List<Extension> offers = new ArrayList<>(config.getExtensions());
        if (settings.compression() && offers.stream().noneMatch(offer -> offer.getName().equals(Extensions.DEFLATE))) {
            offers.add(Extensions.deflate());
        }
        return new HandshakeRequest(target, Subprotocols.check(config.getPreferredSubprotocols()), offers.stream().map(Extensions::header).toList(),
                config.getConfigurator()::beforeRequest);
    }

    private MessageLimits limits(Settings settings) {
        int otherwise = settings.maxMessageSize() == null ? DEFAULT_MAX_MESSAGE_SIZE : settings.maxMessageSize();
        return new MessageLimits(maxText == 0 ? otherwise : maxText, maxBinary == 0 ? otherwise : maxBinary, false, false);
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    // Sessions.

    void ended(AdieuSession session) {
        live.remove(session);
    }

    Set<Session> openSessionsOf(Class<?> endpointClass) {
        Set<Session> open = new LinkedHashSet<>();
        live.keySet().stream()
                .filter(session -> session.isOpened() && session.endpoint().endpointClass() == endpointClass)
                .forEach(open::add);
        return open;
    }

    @Override
    public void close() {
        List<Attempt> ending;
        synchronized (lock) {
            isClosed = true;
            ending = List.copyOf(live.values());
        }
        ending.forEach(attempt -> attempt.close(CloseCause.GOING_AWAY));
        if (!SerialExecutor.isRunningHere()) {
            ending.forEach(attempt -> attempt.closed().toCompletableFuture().join());
            IoThreads.endIfUnused();
        }
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
