package dev.adieu.websocket.it.frameworks;

import com.slack.api.Slack;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.listener.EnvelopeListener;
import com.slack.api.socket_mode.listener.WebSocketCloseListener;
import com.slack.api.socket_mode.listener.WebSocketErrorListener;
import com.slack.api.socket_mode.listener.WebSocketMessageListener;
import com.slack.api.socket_mode.queue.SocketModeMessageQueue;
import com.slack.api.socket_mode.queue.impl.ConcurrentLinkedMessageQueue;
import com.slack.api.socket_mode.request.EventsApiEnvelope;
import com.slack.api.socket_mode.request.InteractiveEnvelope;
import com.slack.api.socket_mode.request.SlashCommandsEnvelope;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/** The properties that Slack's SDK asks of a socket-mode client. None of them concerns WebSocket. */
abstract class SocketModeSettings implements SocketModeClient {

    private final List<WebSocketMessageListener> messageListeners = new CopyOnWriteArrayList<>();
    private final List<WebSocketErrorListener> errorListeners = new CopyOnWriteArrayList<>();
    private final List<WebSocketCloseListener> closeListeners = new CopyOnWriteArrayList<>();
    private final List<EnvelopeListener<EventsApiEnvelope>> eventListeners = new CopyOnWriteArrayList<>();
    private final List<EnvelopeListener<InteractiveEnvelope>> interactionListeners = new CopyOnWriteArrayList<>();
    private final List<EnvelopeListener<SlashCommandsEnvelope>> commandListeners = new CopyOnWriteArrayList<>();
    private volatile SocketModeMessageQueue queue = new ConcurrentLinkedMessageQueue();
    private volatile Slack slack;
    private volatile String appToken;
    private volatile URI uri;
    /** False until the first connection is made, which the session monitor is not to do. */
    private volatile boolean reconnecting;

    private volatile boolean reconnectingOnClose;
    private volatile boolean monitored = true;
    private volatile ScheduledExecutorService processors;
    private volatile Optional<ScheduledExecutorService> monitor = Optional.empty();

    SocketModeSettings(Slack slack, String appToken) {
        this.slack = slack;
        this.appToken = appToken;
    }

    @Override
    public Slack getSlack() {
        return slack;
    }

    @Override
    public void setSlack(Slack slack) {
        this.slack = slack;
    }

    @Override
    public String getAppToken() {
        return appToken;
    }

    @Override
    public void setAppToken(String appToken) {
        this.appToken = appToken;
    }

    @Override
    public URI getWssUri() {
        return uri;
    }

    @Override
    public void setWssUri(URI uri) {
        this.uri = uri;
    }

    @Override
    public boolean isAutoReconnectEnabled() {
        return reconnecting;
    }

    @Override
    public void setAutoReconnectEnabled(boolean enabled) {
        this.reconnecting = enabled;
    }

    @Override
    public boolean isAutoReconnectOnCloseEnabled() {
        return reconnectingOnClose;
    }

    @Override
    public void setAutoReconnectOnCloseEnabled(boolean enabled) {
        this.reconnectingOnClose = enabled;
    }

    @Override
    public boolean isSessionMonitorEnabled() {
        return monitored;
    }

    @Override
    public void setSessionMonitorEnabled(boolean enabled) {
        this.monitored = enabled;
    }

    @Override
    public Optional<ScheduledExecutorService> getSessionMonitorExecutor() {
        return monitor;
    }

    @Override
    public void setSessionMonitorExecutor(Optional<ScheduledExecutorService> executor) {
        this.monitor = executor;
    }

    @Override
    public ScheduledExecutorService getMessageProcessorExecutor() {
        return processors;
    }

    @Override
    public void setMessageProcessorExecutor(ScheduledExecutorService executor) {
        this.processors = executor;
    }

    @Override
    public SocketModeMessageQueue getMessageQueue() {
        return queue;
    }

    @Override
    public void setMessageQueue(SocketModeMessageQueue queue) {
        this.queue = queue;
    }

    @Override
    public List<WebSocketMessageListener> getWebSocketMessageListeners() {
        return messageListeners;
    }

    @Override
    public List<WebSocketErrorListener> getWebSocketErrorListeners() {
        return errorListeners;
    }

    @Override
    public List<WebSocketCloseListener> getWebSocketCloseListeners() {
        return closeListeners;
    }

    @Override
    public List<EnvelopeListener<EventsApiEnvelope>> getEventsApiEnvelopeListeners() {
        return eventListeners;
    }

    @Override
    public List<EnvelopeListener<InteractiveEnvelope>> getInteractiveEnvelopeListeners() {
        return interactionListeners;
    }

    @Override
    public List<EnvelopeListener<SlashCommandsEnvelope>> getSlashCommandsEnvelopeListeners() {
        return commandListeners;
    }
}
