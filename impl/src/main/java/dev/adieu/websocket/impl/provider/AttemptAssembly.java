package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.handshake.HandshakeRequest;
import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.endpoint.Components;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.application.Connections;
import dev.adieu.websocket.impl.provider.application.ManagedContext;
import dev.adieu.websocket.impl.provider.settings.ApplicationSettings;
import dev.adieu.websocket.impl.provider.settings.PlatformSettings;
import dev.adieu.websocket.impl.provider.settings.SettingSources;
import dev.adieu.websocket.impl.provider.settings.Settings;
import dev.adieu.websocket.impl.provider.strategy.CheckedStrategy;
import dev.adieu.websocket.impl.provider.strategy.StrategySearch;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts the objects of one connection together: settings, strategy, threads, connection, session, callbacks. The one
 * place that knows them all. Any thread.
 */
final class AttemptAssembly {

    private final AdieuContainer container;
    private final Connections<Attempt> connections;
    private final Timing timing;
    private final HostLookup lookup;

    /**
     * Creates one for a container.
     *
     * @param connections what the container closes when it is closed itself
     */
    AttemptAssembly(AdieuContainer container, Connections<Attempt> connections, Timing timing, HostLookup lookup) {
        this.container = container;
        this.connections = connections;
        this.timing = timing;
        this.lookup = lookup;
    }

    /**
     * Begins to connect. The attempt destroys the endpoint when it has ended; if this method throws, the caller has to.
     *
     * @param callerWaits whether the calling thread is going to {@link Attempt#await}, and to run callbacks until then
     * @throws DeploymentException if a setting or the endpoint's configuration is not allowed
     */
    Attempt begin(ServerAddress target, EndpointInstance endpoint, Application application, boolean callerWaits)
            throws DeploymentException {
        ClientEndpointConfig config = endpoint.config();
        SettingSources sources = new SettingSources(
                config.getUserProperties(),
                container.getProperties(),
                ApplicationSettings.current(),
                PlatformSettings.current()::get);
        Settings settings = Settings.read(config, sources);
        Components.Component<CloseCodeStrategy> strategy =
                StrategySearch.nearest(endpoint.endpointClass(), sources, application);
        endpoint.add(strategy);
        HandshakeRequest request = HandshakeOffer.of(config, settings, target, application);
        CheckedStrategy closeCodes = new CheckedStrategy(strategy.instance(), application, endpoint.endpointClass());

        IoThreads.Lease threads = IoThreads.lease();
        try {
            Attempt attempt = assemble(endpoint, settings, request, closeCodes, application, threads);
            if (callerWaits) {
                attempt.leaveToCaller();
            }
            attempt.begin();
            return attempt;
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    private Attempt assemble(
            EndpointInstance endpoint,
            Settings settings,
            HandshakeRequest request,
            CheckedStrategy closeCodes,
            Application application,
            IoThreads.Lease threads) {
        Executor context = ManagedContext.capture();
        MessageLimits limits = container.limits(settings);
        SerialExecutor callbacks = serial(settings, context, threads);
        CompletableFuture<BrowserSession> opened = new CompletableFuture<>();
        CompletableFuture<CloseEvent> closed = new CompletableFuture<>();
        SessionCallbacks listener = new SessionCallbacks(application, endpoint, settings, closeCodes, opened, closed);
        WebSocketConnection connection = new WebSocketConnection(
                settings.connection(), request, limits, listener, callbacks, timing, lookup, threads);
        AdieuSession session = new AdieuSession(
                newId(),
                container,
                endpoint,
                connection,
                serial(settings, context, threads),
                limits,
                closed.minimalCompletionStage());
        Attempt attempt = new Attempt(
                connection, session, callbacks, settings.connection().connectTimeout(), opened);
        listener.of(session, () -> forget(attempt, application));
        register(attempt, application);
        return attempt;
    }

    private static SerialExecutor serial(Settings settings, Executor context, IoThreads.Lease threads) {
        Executor executor = settings.executor() != null ? settings.executor() : threads.callbacks();
        return new SerialExecutor(
                executor, threads.pool(), context, Thread.currentThread().getContextClassLoader());
    }

    /**
     * Ids are not secrets, so that they need not take the lock of {@code SecureRandom} as {@link UUID#randomUUID} does.
     */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private void register(Attempt attempt, Application application) {
        try {
            connections.add(attempt);
            application.connections().add(attempt);
            JvmShutdown.add(attempt);
        } catch (IllegalStateException e) {
            connections.remove(attempt);
            application.connections().remove(attempt);
            throw e;
        }
    }

    private void forget(Attempt attempt, Application application) {
        connections.remove(attempt);
        application.connections().remove(attempt);
        JvmShutdown.remove(attempt);
    }
}
