package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReconnectStrategy;
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
import dev.adieu.websocket.impl.provider.application.Live;
import dev.adieu.websocket.impl.provider.application.ManagedContext;
import dev.adieu.websocket.impl.provider.reconnect.Reconnector;
import dev.adieu.websocket.impl.provider.reconnect.Succession;
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
import org.jspecify.annotations.Nullable;

/**
 * Puts the objects of one connection together: settings, strategy, threads, connection, session, callbacks. The one
 * place that knows them all. Any thread.
 */
final class AttemptAssembly {

    private final AdieuContainer container;
    private final Connections<Live> connections;
    private final Timing timing;
    private final HostLookup lookup;

    /**
     * Creates an assembly for a container.
     *
     * @param connections what the container closes when it is closed itself
     */
    AttemptAssembly(AdieuContainer container, Connections<Live> connections, Timing timing, HostLookup lookup) {
        this.container = container;
        this.connections = connections;
        this.timing = timing;
        this.lookup = lookup;
    }

    /**
     * Begins to connect. The attempt destroys the endpoint when it has ended; if this method throws, the caller must do
     * so.
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
        Components.Component<CloseCodeStrategy> closeCodes =
                StrategySearch.closeCodes(endpoint.endpointClass(), sources, application);
        endpoint.add(closeCodes);
        Components.Component<ReconnectStrategy> reconnect =
                StrategySearch.reconnect(endpoint.endpointClass(), sources, application);
        endpoint.add(reconnect);
        Plan plan = new Plan(
                settings,
                HandshakeOffer.of(config, settings, target, application),
                container.limits(settings),
                new CheckedStrategy(closeCodes.instance(), application, endpoint.endpointClass()),
                application,
                ManagedContext.capture(),
                Thread.currentThread().getContextClassLoader());
        return reconnect.instance() == ReconnectStrategy.never()
                ? begin(plan, endpoint, Succession.NONE, callerWaits)
                : beginReconnecting(plan, endpoint, reconnect.instance(), callerWaits);
    }

    /** Everything that the sessions of a connection have in common if it is made again. */
    private record Plan(
            Settings settings,
            HandshakeRequest request,
            MessageLimits limits,
            CheckedStrategy closeCodes,
            Application application,
            Executor context,
            @Nullable ClassLoader contextClassLoader) {

        SerialExecutor serial(IoThreads.Lease threads) {
            Executor executor = settings.executor() != null ? settings.executor() : threads.callbacks();
            return new SerialExecutor(executor, threads.pool(), context, contextClassLoader);
        }
    }

    private Attempt beginReconnecting(
            Plan plan, EndpointInstance endpoint, ReconnectStrategy strategy, boolean callerWaits) {
        Reconnector reconnector = new Reconnector(
                strategy,
                plan.application(),
                timing,
                plan::serial,
                plan.settings().connection().closingTimeout(),
                (again, succession) -> begin(plan, again, succession, false),
                ended -> forget(ended, plan.application()));
        // Before its first attempt, so that closing both stops the reconnecting first.
        register(reconnector, plan.application());
        try {
            return begin(plan, endpoint, reconnector, callerWaits);
        } catch (RuntimeException e) {
            forget(reconnector, plan.application());
            throw e;
        }
    }

    private Attempt begin(Plan plan, EndpointInstance endpoint, Succession succession, boolean callerWaits) {
        IoThreads.Lease threads = IoThreads.lease();
        try {
            Attempt attempt = assemble(plan, endpoint, succession, threads);
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

    private Attempt assemble(Plan plan, EndpointInstance endpoint, Succession succession, IoThreads.Lease threads) {
        CompletableFuture<BrowserSession> opened = new CompletableFuture<>();
        CompletableFuture<CloseEvent> closed = new CompletableFuture<>();
        SessionCallbacks listener = new SessionCallbacks(
                plan.application(), endpoint, plan.settings(), plan.closeCodes(), opened, closed, succession);
        SerialExecutor callbacks = plan.serial(threads);
        WebSocketConnection connection = new WebSocketConnection(
                plan.settings().connection(),
                plan.request(),
                plan.limits(),
                listener,
                callbacks,
                timing,
                lookup,
                threads);
        AdieuSession session = new AdieuSession(
                newId(),
                container,
                endpoint,
                connection,
                plan.serial(threads),
                plan.limits(),
                closed.minimalCompletionStage(),
                succession,
                () -> callbacks.execute(listener::deliverEarlyMessages));
        Attempt attempt = new Attempt(
                connection, session, callbacks, plan.settings().connection().connectTimeout(), opened);
        listener.of(session, () -> forget(attempt, plan.application()));
        register(attempt, plan.application());
        return attempt;
    }

    /**
     * Returns a new id. Ids are not secrets, so this avoids the lock of {@code SecureRandom} that
     * {@link UUID#randomUUID} takes.
     */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private void register(Live live, Application application) {
        try {
            connections.add(live);
            application.connections().add(live);
            JvmShutdown.add(live);
        } catch (IllegalStateException e) {
            connections.remove(live);
            application.connections().remove(live);
            throw e;
        }
    }

    private void forget(Live live, Application application) {
        connections.remove(live);
        application.connections().remove(live);
        JvmShutdown.remove(live);
    }
}
