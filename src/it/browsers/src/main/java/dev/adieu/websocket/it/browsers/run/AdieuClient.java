package dev.adieu.websocket.it.browsers.run;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.SyntaxException;
import dev.adieu.websocket.it.browsers.run.Entry.Called;
import dev.adieu.websocket.it.browsers.run.Entry.Happened;
import dev.adieu.websocket.it.browsers.run.Entry.Noted;
import dev.adieu.websocket.it.browsers.scenario.Call;
import dev.adieu.websocket.it.browsers.scenario.ClientStep;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The counterpart of {@code page.js}: makes the calls of one scenario, and records what Adieu reports. */
final class AdieuClient extends Endpoint {

    private static final int SHOWN_CHARS = 64;
    private static final int SHOWN_BYTES = 16;

    private final Scenario scenario;
    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final List<Entry> entries = new ArrayList<>();
    /** Held for as long as what is one task in a page: no event comes between its calls. */
    private final Object task = new Object();

    private final CountDownLatch closed = new CountDownLatch(1);
    private BrowserWebSocketContainer container;
    private Play play;
    private volatile boolean left;
    private double startedAt;
    private volatile ConnectionAttempt attempt;
    private volatile BrowserSession session;
    private volatile String toldOnClose;

    AdieuClient(Scenario scenario, ScheduledExecutorService timer, Duration patience) {
        this.patience = patience;
        this.scenario = scenario;
        this.timer = timer;
    }

    ClientRecord connect(BrowserWebSocketContainer container, Map<String, Object> settings, Play with)
            throws InterruptedException {
        this.container = container;
        play = with;
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(scenario.subprotocols())
                .build();
        config.getUserProperties().putAll(settings);
        startedAt = WallClock.now();
        synchronized (task) {
            try {
                attempt = container.connect(this, config, URI.create(play.url()));
            } catch (DeploymentException | IllegalArgumentException e) {
                add(new Noted(at(), "new WebSocket throws SyntaxError"));
                return record();
            }
            fire("now");
        }
        attempt.session().handle(this::attempted).thenAcceptBoth(attempt.closed(), (told, event) -> closed(event));
        scenario.client().stream()
                .filter(step -> step.on().startsWith("after "))
                .forEach(step -> timer.schedule(
                        () -> perform(step), Long.parseLong(step.on().substring(6)), TimeUnit.MILLISECONDS));
        if (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            add(new Happened(at(), "no close event", state(), null, null, null, null));
            ClientRecord record = record();
            hangUp();
            return record;
        }
        play.closeEvent();
        return record();
    }

    /** As when a page goes away: the container, which is this client's own, is closed, and nothing is heard of it. */
    private void leave(Call call) {
        add(new Noted(at(), call.words()));
        left = true;
        timer.execute(() -> {
            container.close();
            closed.countDown();
        });
    }

    private ClientRecord record() {
        synchronized (entries) {
            return new ClientRecord(startedAt, List.copyOf(entries));
        }
    }

    private void hangUp() {
        if (session == null) {
            attempt.close();
        } else {
            session.close();
        }
    }

    void cued(String name) {
        timer.execute(() -> fire("cue " + name));
    }

    // What Adieu tells.

    private Void attempted(BrowserSession opened, Throwable failure) {
        if (failure != null && session == null) {
            happened("error", null);
        }
        return null;
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        synchronized (task) {
            session = (BrowserSession) opened;
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String text) {
                    happened(
                            "message",
                            "text " + text.length() + ": " + text.substring(0, Math.min(text.length(), SHOWN_CHARS)));
                }
            });
            session.addMessageHandler(new MessageHandler.Whole<byte[]>() {
                @Override
                public void onMessage(byte[] bytes) {
                    happened(
                            "message",
                            "binary " + bytes.length + ": "
                                    + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES)));
                }
            });
            happened("open", session.getNegotiatedSubprotocol());
        }
    }

    @Override
    public void onError(Session failed, Throwable failure) {
        happened(toldOnClose == null ? "error" : "onError after onClose", null);
    }

    private void happened(String type, String data) {
        happened(type, data, null, null, null);
    }

    private void happened(String type, String data, Integer code, String reason, Boolean wasClean) {
        synchronized (task) {
            add(new Happened(at(), type, state(), data, code, reason, wasClean));
            fire(type);
        }
    }

    @Override
    public void onClose(Session ended, CloseReason reason) {
        String told = reason.getCloseCode().getCode() + " " + reason.getReasonPhrase();
        if (toldOnClose != null) {
            add(new Happened(at(), "onClose again", state(), told, null, null, null));
        }
        toldOnClose = told;
    }

    private void closed(CloseEvent event) {
        String expected = session == null ? null : event.code() + " " + event.reason();
        if (!java.util.Objects.equals(expected, toldOnClose)) {
            add(new Happened(at(), "onClose differs", state(), toldOnClose, null, null, null));
        }
        happened("close", null, event.code(), event.reason(), event.wasClean());
        closed.countDown();
    }

    // What the client does.

    private void fire(String on) {
        synchronized (task) {
            scenario.client().stream().filter(step -> step.on().equals(on)).forEach(this::perform);
        }
    }

    private void perform(ClientStep step) {
        synchronized (task) {
            step.calls().forEach(call -> perform(step, call));
        }
    }

    private void perform(ClientStep step, Call call) {
        if (call.op() == Call.Op.SIGNAL) {
            play.signal();
        } else if (call.op() == Call.Op.COOKIES) {
            // There is no store of cookies.
            add(new Noted(at(), "cookies: "));
        } else if (call.op().leaves()) {
            leave(call);
        } else {
            double at = at();
            int stateBefore = state();
            long bufferedBefore = buffered();
            String exception = null;
            try {
                perform(call);
            } catch (RuntimeException e) {
                exception = browserName(e);
            }
            add(new Called(at, step.on(), call.words(), exception, stateBefore, state(), bufferedBefore, buffered()));
        }
    }

    private void perform(Call call) {
        switch (call.op()) {
            case CLOSE -> close(call);
            case SEND_TEXT -> refusal(openSession().getAsyncRemote().sendText(call.text()));
            case SEND_BINARY -> refusal(openSession().getAsyncRemote().sendBinary(ByteBuffer.wrap(bytes(call.size()))));
            default -> throw new IllegalArgumentException(call.words());
        }
    }

    /** Throws what a future reports at once: an asynchronous send throws nothing itself. */
    private static void refusal(Future<Void> sent) {
        try {
            if (sent.isDone()) {
                sent.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException refused) {
                throw refused;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BrowserSession openSession() {
        if (session == null) {
            throw new IllegalStateException("there is no session to send with before the connection is established");
        }
        return session;
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    private void close(Call call) {
        if (call.code() == null && call.reason() == null) {
            if (session == null) {
                attempt.close();
            } else {
                session.close();
            }
        } else if (call.code() == null) {
            openSession().close(new CloseReason(CloseCodes.NO_STATUS_CODE, call.reason()));
        } else if (session == null) {
            attempt.close(call.code(), call.reason());
        } else if (call.reason() == null) {
            session.close(call.code());
        } else {
            session.close(call.code(), call.reason());
        }
    }

    private static String browserName(RuntimeException e) {
        return e instanceof InvalidAccessException
                ? "InvalidAccessError"
                : e instanceof SyntaxException
                        ? "SyntaxError"
                        : e instanceof IllegalStateException ? "InvalidStateError" : e.toString();
    }

    private int state() {
        return attempt.getReadyState().ordinal();
    }

    private long buffered() {
        return session == null ? 0 : session.getBufferedAmount();
    }

    private double at() {
        return WallClock.now() - startedAt;
    }

    private void add(Entry entry) {
        synchronized (entries) {
            if (!left) {
                entries.add(entry);
            }
        }
    }
}
