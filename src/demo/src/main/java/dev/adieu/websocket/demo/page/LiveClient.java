package dev.adieu.websocket.demo.page;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.demo.page.Stream.Column;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Adieu in its column: does what the page's script does in the browser, and reports its callbacks. */
final class LiveClient extends Endpoint {

    private static final int DATA = 1 << 20;
    private static final Duration PING_INTERVAL = Duration.ofSeconds(2);
    private static final Duration PONG_TIMEOUT = Duration.ofSeconds(2);

    private final Choice choice;
    private final Stream stream;
    private final LiveServer server;
    private volatile ConnectionAttempt attempt;
    private volatile boolean wasOpened;

    LiveClient(Choice choice, Stream stream, LiveServer server) {
        this.choice = choice;
        this.stream = stream;
        this.server = server;
    }

    void connect(BrowserWebSocketContainer container) throws DeploymentException {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        // So that close() without a code is the same on the wire as in a browser.
        config.getUserProperties().put("adieu.close-codes", "browser");
        if (choice.server().comesBack()) {
            config.getUserProperties().put("adieu.ping-interval", PING_INTERVAL);
            config.getUserProperties().put("adieu.pong-timeout", PONG_TIMEOUT);
            config.getUserProperties().put("adieu.reconnect", (ReconnectStrategy) this::delay);
        }
        tell("container.connect(…)");
        attempt = container.connect(this, config, server.peer().uri());
        attempt.session().exceptionally(failure -> {
            tell("the attempt fails: " + failure.getClass().getSimpleName());
            return null;
        });
        attempt.closed().thenAccept(this::closed);
        if (choice.when() == Choice.When.CONNECTING) {
            server.peer().connection().request();
            closeAttempt();
        }
    }

    /** Does what the standard strategy does, and tells it. */
    private Optional<Duration> delay(ReconnectContext context) {
        Optional<Duration> delay = ReconnectStrategy.standard().delay(context);
        String ended = context.status().isPresent()
                ? "the server says " + context.status().getAsInt()
                        + context.retryAfter()
                                .map(time -> ", Retry-After: " + time.toSeconds())
                                .orElse("")
                : "";
        delay.ifPresent(time -> tell((ended.isEmpty() ? "" : ended + "; ") + "connects again in " + time.toMillis()
                + " ms (adieu.reconnect=standard)"));
        return delay;
    }

    private void closeAttempt() {
        call(
                () -> {
                    if (choice.code().isEmpty()) {
                        attempt.close();
                    } else {
                        attempt.close(choice.code().getAsInt(), choice.reason());
                    }
                },
                attempt::close);
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        BrowserSession session = (BrowserSession) opened;
        if (wasOpened) {
            tell("onOpen again, with a new session");
            session.closed().thenAccept(event -> tell("its close event: " + words(event)));
            session.close();
            tell("close()");
            return;
        }
        wasOpened = true;
        tell("onOpen; state " + session.getReadyState());
        if (choice.when() == Choice.When.AFTER_DATA) {
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(DATA));
            tell("sendBinary(1 MiB)");
        }
        if (choice.when() != Choice.When.NEVER) {
            close(session);
        }
        server.clientIsOpen();
    }

    private void close(BrowserSession session) {
        call(
                () -> {
                    if (choice.code().isEmpty()) {
                        session.close();
                    } else {
                        session.close(choice.code().getAsInt(), choice.reason());
                    }
                },
                session::close);
    }

    /** Closes; if the arguments are refused, which changes nothing, without any. */
    private void call(Runnable close, Runnable closeWithoutArguments) {
        String words = choice.code().isEmpty()
                ? "close()"
                : "close(" + choice.code().getAsInt()
                        + (choice.reason().isEmpty() ? "" : ", " + Stream.quoted(choice.reason())) + ')';
        try {
            close.run();
            tell(words);
        } catch (IllegalArgumentException e) {
            tell(words + " throws " + e.getClass().getSimpleName() + "; state still " + attempt.getReadyState());
            closeWithoutArguments.run();
            tell("close()");
        }
    }

    @Override
    public void onError(Session session, Throwable failure) {
        tell("onError: " + failure.getMessage());
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        tell("onClose: " + reason.getCloseCode().getCode());
    }

    private void closed(CloseEvent event) {
        tell("close event: " + words(event));
    }

    private static String words(CloseEvent event) {
        return event.code()
                + (event.reason().isEmpty() ? "" : " " + Stream.quoted(event.reason()))
                + (event.wasClean() ? ", clean" : ", not clean");
    }

    private void tell(String text) {
        stream.tell(Column.ADIEU, "client", text);
    }
}
