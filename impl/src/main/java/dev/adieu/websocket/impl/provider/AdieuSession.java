package dev.adieu.websocket.impl.provider;

import static dev.adieu.websocket.impl.provider.arguments.Arguments.bufferSize;
import static dev.adieu.websocket.impl.provider.arguments.Arguments.notNull;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.impl.closing.CloseArguments;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.CloseCodes;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The session that the application sees. */
public final class AdieuSession implements BrowserSession {

    private static final Logger LOGGER = Logger.getLogger(AdieuSession.class.getName());

    private final String id;
    private final AdieuContainer container;
    private final EndpointInstance endpoint;
    private final WebSocketConnection connection;
    private final BasicRemote basicRemote;
    private final AsyncRemote asyncRemote;
    private final Map<String, Object> userProperties;
    private final CompletionStage<CloseEvent> closed;
    private final Succession succession;

    /** Set before the application first sees this session. */
    private volatile OpeningHandshake.Agreed handshake;

    /** Each is logged once. */
    private final Set<Integer> refusedCodes = ConcurrentHashMap.newKeySet(0);

    private volatile boolean open = true;
    /** {@code null} until the connection is closed. */
    private volatile CloseEvent closeEvent;
    /** Whether the application called {@code close} while the session was open. */
    private volatile boolean closedByApplication;

    private volatile long maxIdleTimeout;
    private volatile int maxText;
    private volatile int maxBinary;

    AdieuSession(
            String id,
            AdieuContainer container,
            EndpointInstance endpoint,
            WebSocketConnection connection,
            Executor results,
            MessageLimits limits,
            CompletionStage<CloseEvent> closed,
            Succession succession) {
        this.id = id;
        this.container = container;
        this.endpoint = endpoint;
        this.connection = connection;
        this.closed = closed;
        this.succession = succession;
        this.basicRemote = new BasicRemote(connection, endpoint);
        this.asyncRemote = new AsyncRemote(connection, endpoint, this, results, container.getDefaultAsyncSendTimeout());
        this.userProperties = new ConcurrentHashMap<>();
        endpoint.config().getUserProperties().forEach((name, value) -> {
            if (name != null && value != null) {
                userProperties.put(name, value);
            }
        });
        this.maxText = limits.maxText();
        this.maxBinary = limits.maxBinary();
    }

    // What the other classes of this package need.

    EndpointInstance endpoint() {
        return endpoint;
    }

    /** The connection is established; {@code onOpen} follows. */
    void opened(OpeningHandshake.Agreed agreed) {
        handshake = agreed;
        setIdleTimeout(container.getDefaultMaxSessionIdleTimeout());
    }

    boolean isOpened() {
        return handshake != null && open;
    }

    /** The connection is closed; {@code onClose} follows. */
    void closedBy(CloseEvent event) {
        closeEvent = event;
    }

    boolean closedByApplication() {
        return closedByApplication;
    }

    /** {@code onClose} has returned. */
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
        if (connection.readyState() == ReadyState.OPEN) {
            closedByApplication = true;
            close(CloseTrigger.of(CloseCause.NORMAL));
        }
    }

    @Override
    public void close(int code) {
        close(code, null);
    }

    @Override
    public void close(int code, String reason) {
        CloseBody body = checked(code, reason);
        closedByApplication |= connection.readyState() == ReadyState.OPEN;
        connection.close(body);
    }

    /**
     * Frameworks close with codes such as 1011 by themselves and swallow the exception, so a refusal is logged as well.
     */
    private CloseBody checked(int code, String reason) {
        try {
            return CloseArguments.check(code, reason, connection.rules());
        } catch (InvalidAccessException e) {
            if (refusedCodes.add(code)) {
                LOGGER.log(Level.WARNING, "Session {0} of {1} was not closed. {2}", new Object[] {
                    id, endpoint.endpointClass().getName(), e.getMessage()
                });
            }
            throw e;
        }
    }

    @Override
    public void close(CloseReason closeReason) {
        if (closeReason == null) {
            throw new IllegalArgumentException("closeReason must not be null; use close() to have a code chosen");
        }
        int code = closeReason.getCloseCode().getCode();
        String reason = closeReason.getReasonPhrase();
        if (code != CloseCodes.NO_STATUS) {
            close(code, reason);
        } else if (reason != null && !reason.isEmpty()) {
            // A reason without a code: on the wire it needs one.
            close(CloseCodes.NORMAL, reason);
        } else if (connection.readyState() == ReadyState.OPEN) {
            closedByApplication = true;
            close(CloseTrigger.of(CloseCause.UNSPECIFIED));
        }
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
        limitsChanged();
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        checkOpen();
        endpoint.handlers().add(notNull(type, "type"), notNull(handler, "handler"));
        limitsChanged();
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        checkOpen();
        endpoint.handlers().add(notNull(type, "type"), notNull(handler, "handler"));
        limitsChanged();
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
        return maxText;
    }

    @Override
    public void setMaxTextMessageBufferSize(int length) {
        checkOpen();
        maxText = bufferSize(length);
        limitsChanged();
    }

    @Override
    public int getMaxBinaryMessageBufferSize() {
        return maxBinary;
    }

    @Override
    public void setMaxBinaryMessageBufferSize(int length) {
        checkOpen();
        maxBinary = bufferSize(length);
        limitsChanged();
    }

    private void limitsChanged() {
        connection.limits(new MessageLimits(
                Math.min(maxText, endpoint.handlers().textLimit()),
                Math.min(maxBinary, endpoint.handlers().binaryLimit()),
                endpoint.handlers().takesTextInParts(),
                endpoint.handlers().takesBinaryInParts()));
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
        return handshake.subprotocol();
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        return Extensions.of(handshake.extensions());
    }

    @Override
    public boolean isSecure() {
        return "wss".equalsIgnoreCase(handshake.requestUri().getScheme());
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public URI getRequestURI() {
        return handshake.requestUri();
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        return RequestParameters.of(handshake.requestUri());
    }

    @Override
    public String getQueryString() {
        return handshake.requestUri().getRawQuery();
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
    public Principal getUserPrincipal() {
        String user = handshake.user();
        return user == null ? null : new User(user);
    }

    private record User(String getName) implements Principal {}

    @Override
    public Set<Session> getOpenSessions() {
        return container.openSessionsOf(endpoint.endpointClass());
    }

    @Override
    public String toString() {
        return "session " + id + " with " + handshake.requestUri() + ", " + getReadyState();
    }
}
