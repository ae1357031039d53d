package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.connection.ConnectionListener;
import dev.adieu.websocket.impl.connection.code.CloseChooser;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.impl.endpoint.NamelessCode;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.reconnect.Succession;
import dev.adieu.websocket.impl.provider.settings.Settings;
import dev.adieu.websocket.impl.provider.strategy.CheckedStrategy;
import dev.adieu.websocket.impl.provider.strategy.EndpointFailures;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.SessionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Passes the events of a connection on to the application's endpoint, and closes the session if the endpoint throws and
 * the settings say so. Methods run on the serial executor, except {@link #chooser}.
 */
final class SessionCallbacks implements ConnectionListener {

    private static final String SET = "it is set before the attempt begins";

    private final Application application;
    private final EndpointInstance endpoint;
    private final Settings settings;
    private final CheckedStrategy strategy;
    private final CompletableFuture<BrowserSession> opened;
    private final CompletableFuture<CloseEvent> closed;
    private final Succession succession;
    // Set once, before the attempt begins.
    private @Nullable AdieuSession session;
    private @Nullable Runnable onEnd;
    /** Serial executor only. */
    private boolean wasOpened;

    SessionCallbacks(
            Application application,
            EndpointInstance endpoint,
            Settings settings,
            CheckedStrategy strategy,
            CompletableFuture<BrowserSession> opened,
            CompletableFuture<CloseEvent> closed,
            Succession succession) {
        this.application = application;
        this.endpoint = endpoint;
        this.settings = settings;
        this.strategy = strategy;
        this.opened = opened;
        this.closed = closed;
        this.succession = succession;
    }

    void of(AdieuSession session, Runnable onEnd) {
        this.session = session;
        this.onEnd = onEnd;
    }

    private AdieuSession session() {
        return Objects.requireNonNull(session, SET);
    }

    @Override
    public void opened(OpeningHandshake.Accepted handshake) {
        Set<String> missing = new LinkedHashSet<>(settings.requiredExtensions());
        handshake.agreed().extensions().forEach(extension -> missing.remove(extension.name()));
        session().opened(handshake.agreed());
        if (!missing.isEmpty()) {
            DeploymentException failure = new DeploymentException("the server did not agree to " + missing
                    + ", which adieu.required-extensions asks for; the connection was closed");
            session().close(CloseTrigger.missingExtensions(missing, failure));
            opened.completeExceptionally(session().notConnected(failure));
            return;
        }
        wasOpened = true;
        succession.opened(session());
        try {
            application.run(() -> {
                heard(endpoint.opening(
                        session(), () -> endpoint.config().getConfigurator().afterResponse(handshake::headers)));
                heard(endpoint.opened(session()));
                if (!settings.closeOnError()) {
                    endpoint.keepEarlyMessages();
                }
                application.opened(endpoint.endpointClass(), session());
            });
        } finally {
            opened.complete(session());
        }
    }

    /**
     * Delivers what came before the application added its handlers, in its place before what comes now. Serial executor
     * only.
     */
    void deliverEarlyMessages() {
        if (endpoint.handlers().hasEarly()) {
            application.run(() -> {
                for (var next = endpoint.nextEarlyMessage(session());
                        next.isPresent() && session().deliversMessages();
                        next = endpoint.nextEarlyMessage(session())) {
                    heard(next.get().get());
                }
            });
        }
    }

    @Override
    public void text(String text, boolean last) {
        deliverEarlyMessages();
        application.run(() -> heard(endpoint.text(session(), text, last)));
    }

    @Override
    public void binary(byte[] bytes, boolean last) {
        deliverEarlyMessages();
        application.run(() -> heard(endpoint.binary(session(), bytes, last)));
    }

    @Override
    public void textStream(Reader text) {
        application.run(() -> heard(endpoint.textStream(session(), text)));
    }

    @Override
    public void binaryStream(InputStream bytes) {
        application.run(() -> heard(endpoint.binaryStream(session(), bytes)));
    }

    @Override
    public void pong(byte[] payload) {
        application.run(() -> heard(endpoint.pong(session(), payload)));
    }

    /** Closes the session if the endpoint threw and the settings say so; Jakarta WebSocket itself leaves it open. */
    private void heard(Optional<Throwable> thrown) {
        if (settings.closeOnError() && thrown.isPresent()) {
            session().close(EndpointFailures.trigger(thrown.get()));
        }
    }

    @Override
    public void error(Throwable failure) {
        if (wasOpened) {
            application.run(() -> endpoint.failed(session(), failure));
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        error(new SessionException("the connection to the server was lost: " + cause.getMessage(), cause, session()));
    }

    @Override
    public void closed(CloseEvent event) {
        session().closedBy(event);
        try {
            if (wasOpened) {
                application.run(() -> {
                    endpoint.closed(session(), new CloseReason(NamelessCode.of(event.code()), event.reason()));
                    application.closed(endpoint.endpointClass(), event);
                });
            } else if (event.failure().orElse(null) instanceof HandshakeRefusedException refusal) {
                // "after it has received a handshake response", whichever.
                application.run(() -> endpoint.config().getConfigurator().afterResponse(refusal::getHeaders));
            }
        } finally {
            session().ended();
            succession.closed(endpoint);
        }
    }

    @Override
    public void ended(CloseEvent event) {
        Objects.requireNonNull(onEnd, SET).run();
        succession.ended(event, session().closedByApplication());
        if (!opened.isDone()) {
            opened.completeExceptionally(reason(event));
        }
        closed.complete(event);
    }

    /** Returns why there is no session. The failure of an attempt names the address already. */
    private Throwable reason(CloseEvent event) {
        return event.failure()
                .orElseGet(() -> session()
                        .notConnected(new IOException("the attempt was closed before the connection was established")));
    }

    @Override
    public CloseChooser chooser(CloseTrigger trigger) {
        return strategy.chooser(trigger, session());
    }
}
