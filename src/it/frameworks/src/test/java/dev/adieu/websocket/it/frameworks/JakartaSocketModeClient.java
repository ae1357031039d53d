package dev.adieu.websocket.it.frameworks;

import com.slack.api.Slack;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A client for Slack's socket mode on any Jakarta WebSocket container. */
@ClientEndpoint
public final class JakartaSocketModeClient extends SocketModeSettings {

    private static final long PONG_SECONDS = 3;
    private static final long PAUSE_MILLISECONDS = 10_000;

    private final WebSocketContainer container;
    private final AtomicReference<Session> current = new AtomicReference<>();
    private final Semaphore pongs = new Semaphore(0);

    public JakartaSocketModeClient(Slack slack, String appToken, WebSocketContainer container) {
        super(slack, appToken);
        this.container = container;
        initializeMessageProcessorExecutor(DEFAULT_MESSAGE_PROCESSOR_CONCURRENCY);
        initializeSessionMonitorExecutor(DEFAULT_SESSION_MONITOR_INTERVAL_MILLISECONDS);
    }

    @Override
    public synchronized void connect() throws IOException {
        try {
            container.connectToServer(this, getWssUri());
            setAutoReconnectEnabled(true);
        } catch (DeploymentException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void disconnect() throws IOException {
        setAutoReconnectEnabled(false);
        replace(null);
    }

    /** Takes another session and closes the earlier one, which Slack asks for with a "disconnect" message. */
    private void replace(Session next) throws IOException {
        Session earlier = current.getAndSet(next);
        if (earlier != null) {
            earlier.close();
        }
    }

    @OnOpen
    public void opened(Session session) throws IOException {
        replace(session);
    }

    @OnMessage
    public void received(String message) {
        enqueueMessage(message);
    }

    @OnMessage
    public void ponged(PongMessage pong) {
        pongs.release();
    }

    @OnError
    public void failed(Throwable failure) {
        runErrorListeners(failure);
    }

    @OnClose
    public void closed(Session session, CloseReason reason) {
        current.compareAndSet(session, null);
        runCloseListenersAndAutoReconnectAsNecessary(reason.getCloseCode().getCode(), reason.getReasonPhrase());
    }

    @Override
    public void sendWebSocketMessage(String message) {
        Session session = current.get();
        if (session == null) {
            throw new IllegalStateException("the client is not connected");
        }
        session.getAsyncRemote().sendText(message);
    }

    @Override
    public boolean verifyConnection() {
        Session session = current.get();
        if (session == null || !session.isOpen()) {
            return false;
        }
        try {
            pongs.drainPermits();
            session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
            return pongs.tryAcquire(PONG_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | IllegalStateException closedMeanwhile) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return session.isOpen();
        }
    }

    /** Is called by the session monitor, and returns when that should look again. */
    @Override
    public synchronized long maintainCurrentSession() {
        if (!verifyConnection()) {
            try {
                connectToNewEndpoint();
            } catch (IOException e) {
                runErrorListeners(e);
                return System.currentTimeMillis() + PAUSE_MILLISECONDS;
            }
        }
        return System.currentTimeMillis();
    }
}
