package dev.adieu.websocket.impl.provider;

import static dev.adieu.websocket.impl.provider.arguments.Arguments.bufferSize;
import static dev.adieu.websocket.impl.provider.arguments.Arguments.notNull;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.handshake.AttemptFailures;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.impl.provider.reconnect.Succession;
import dev.adieu.websocket.impl.provider.remote.AsyncRemote;
import dev.adieu.websocket.impl.provider.remote.BasicRemote;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The session that the application sees. Methods may be called on any thread. */
public final class AdieuSession implements BrowserSession {

    private final String id;
    private final AdieuContainer container;
    private final EndpointInstance endpoint;
    private final WebSocketConnection connection;
    private final SessionClose sessionClose;
    private final BasicRemote basicRemote;
    private final AsyncRemote asyncRemote;
    private final Map<String, Object> userProperties;
    private final CompletionStage<CloseEvent> closed;
    private final Succession succession;
    /** Has delivered what came before its handler was added, on the thread of the callbacks. */
    private final Runnable deliverEarlyMessages;

    /**
     * The result of the opening handshake; {@code null} until {@link #opened}. Written once, on the serial executor;
     * read by any thread.
     */
    private volatile OpeningHandshake.@Nullable Agreed handshake;

    /** False once {@code onClose} has returned. Written on the serial executor; read by any thread. */
    private volatile boolean open = true;
    /** {@code null} until the connection is closed. Written on the serial executor; read by any thread. */
    private volatile @Nullable CloseEvent closeEvent;

    // Set by any thread, as the Jakarta API allows; the last call wins.
    private volatile long maxIdleTimeout;
    private final SessionLimits limits;

    AdieuSession(
            String id,
            AdieuContainer container,
            EndpointInstance endpoint,
            WebSocketConnection connection,
            Executor results,
            MessageLimits limits,
            CompletionStage<CloseEvent> closed,
            Succession succession,
            Runnable deliverEarlyMessages) {
        this.id = id;
        this.container = container;
        this.endpoint = endpoint;
        this.connection = connection;
        this.sessionClose = new SessionClose(id, endpoint.endpointClass(), connection);
        this.closed = closed;
        this.succession = succession;
        this.deliverEarlyMessages = deliverEarlyMessages;
        this.basicRemote = new BasicRemote(connection, endpoint);
        this.asyncRemote = new AsyncRemote(connection, endpoint, this, results, container.getDefaultAsyncSendTimeout());
        this.userProperties = new ConcurrentHashMap<>();
        endpoint.config().getUserProperties().forEach((name, value) -> {
            if (name != null && value != null) {
                userProperties.put(name, value);
            }
        });
        this.limits = new SessionLimits(limits, endpoint.handlers());
    }

    // What the other classes of this package need.

    EndpointInstance endpoint() {
        return endpoint;
    }

    /** Records that the connection is established; {@code onOpen} follows. */
    void opened(OpeningHandshake.Agreed agreed) {
        handshake = agreed;
        setIdleTimeout(container.getDefaultMaxSessionIdleTimeout());
    }

    boolean isOpened() {
        return handshake != null && open;
    }

    /** Records that the connection is closed; {@code onClose} follows. */
    void closedBy(CloseEvent event) {
        closeEvent = event;
    }

    boolean closedByApplication() {
        return sessionClose.closedByApplication();
    }

    /** Returns why there is no session, with a message that begins with the address. */
    Exception notConnected(Throwable failure) {
        return AttemptFailures.named(connection.address(), failure);
    }

    /** Records that {@code onClose} has returned. */
    void ended() {
        open = false;
    }

    /** Closes for a reason of the provider. */
    void close(CloseTrigger trigger) {
        connection.close(trigger);
    }

    // Closing.

    @Override
    public ReadyState getReadyState() {
        return connection.readyState();
    }

    @Override
    public long getBufferedAmount() {
        return connection.bufferedAmount();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        sessionClose.closeWithoutCode(CloseCause.NORMAL);
    }

    @Override
    public void close(int code) {
        close(code, null);
    }

    @Override
    public void close(int code, @Nullable String reason) {
        sessionClose.close(code, reason);
    }

    @Override
    public void close(CloseReason closeReason) {
        sessionClose.close(closeReason);
    }

    @Override
    public Optional<CloseEvent> getCloseEvent() {
        return Optional.ofNullable(closeEvent);
    }

    @Override
    public CompletionStage<CloseEvent> closed() {
        return closed;
    }

    @Override
    public Optional<Reconnection> getReconnection() {
        return succession.reconnection();
    }

    // Messages.

    @Override
    public RemoteEndpoint.Basic getBasicRemote() {
        checkOpen();
        return basicRemote;
    }

    @Override
    public RemoteEndpoint.Async getAsyncRemote() {
        checkOpen();
        return asyncRemote;
    }

    @Override
    public void addMessageHandler(MessageHandler handler) {
        checkOpen();
        endpoint.handlers().add(notNull(handler, "handler"));
        handlerAdded();
    }

    private void handlerAdded() {
        limitsChanged();
        if (endpoint.handlers().hasEarly()) {
            deliverEarlyMessages.run();
        }
    }

    /** Returns whether messages that have arrived are still delivered. */
    boolean deliversMessages() {
        return connection.deliversMessages();
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        checkOpen();
        endpoint.handlers().add(notNull(type, "type"), notNull(handler, "handler"));
        handlerAdded();
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        checkOpen();
        endpoint.handlers().add(notNull(type, "type"), notNull(handler, "handler"));
        handlerAdded();
    }

    @Override
    public void removeMessageHandler(MessageHandler handler) {
        checkOpen();
        endpoint.handlers().remove(notNull(handler, "handler"));
        limitsChanged();
    }

    @Override
    public Set<MessageHandler> getMessageHandlers() {
        return endpoint.handlers().all();
    }

    @Override
    public int getMaxTextMessageBufferSize() {
        return limits.maxText();
    }

    @Override
    public void setMaxTextMessageBufferSize(int length) {
        checkOpen();
        limits.maxText(bufferSize(length));
        limitsChanged();
    }

    @Override
    public int getMaxBinaryMessageBufferSize() {
        return limits.maxBinary();
    }

    @Override
    public void setMaxBinaryMessageBufferSize(int length) {
        checkOpen();
        limits.maxBinary(bufferSize(length));
        limitsChanged();
    }

    private void limitsChanged() {
        connection.limits(limits.current());
    }

    @Override
    public long getMaxIdleTimeout() {
        return maxIdleTimeout;
    }

    @Override
    public void setMaxIdleTimeout(long milliseconds) {
        checkOpen();
        setIdleTimeout(milliseconds);
    }

    private void setIdleTimeout(long milliseconds) {
        maxIdleTimeout = milliseconds;
        connection.idleTimeout(Duration.ofMillis(milliseconds));
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException(
                    "the session " + id + " is closed (Jakarta WebSocket, Session); see Session.isOpen()");
        }
    }

    // What the opening handshake agreed on.

    private OpeningHandshake.Agreed agreed() {
        return Objects.requireNonNull(handshake, "applications see a session once it is established");
    }

    @Override
    public AdieuContainer getContainer() {
        return container;
    }

    @Override
    public String getProtocolVersion() {
        return "13";
    }

    @Override
    public String getNegotiatedSubprotocol() {
        return agreed().subprotocol();
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        return Extensions.of(agreed().extensions());
    }

    @Override
    public boolean isSecure() {
        return "wss".equalsIgnoreCase(agreed().requestUri().getScheme());
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public URI getRequestURI() {
        return agreed().requestUri();
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        return RequestParameters.of(agreed().requestUri());
    }

    @Override
    public @Nullable String getQueryString() {
        return agreed().requestUri().getRawQuery();
    }

    @Override
    public Map<String, String> getPathParameters() {
        return Map.of();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return userProperties;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        String user = agreed().user();
        return user == null ? null : new User(user);
    }

    private record User(String getName) implements Principal {}

    @Override
    public Set<Session> getOpenSessions() {
        return container.openSessionsOf(endpoint.endpointClass());
    }

    /** Returns the id, the address without its query, which may hold a secret, and the state. */
    @Override
    public String toString() {
        OpeningHandshake.Agreed agreed = handshake;
        String address = agreed == null ? connection.address().toString() : ServerAddress.shown(agreed.requestUri());
        return "session " + id + " with " + address + ", " + getReadyState();
    }
}
