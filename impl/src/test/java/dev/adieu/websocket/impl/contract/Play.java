package dev.adieu.websocket.impl.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.SyntaxException;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.SessionException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Plays one row once, and compares all that was seen with what the row says and with what holds for every connection.
 * Over ws the endpoint is programmatic and has the settings in its user properties; over wss it is annotated and they
 * are the container's.
 */
final class Play {

    private static final long PATIENCE_SECONDS = 60;
    /** Longer than any row: a timeout ends a connection only where the row is about that. */
    private static final long NEVER_MILLIS = 120_000;

    private final Row row;
    private final boolean tls;
    private final CloseRules rules;
    private final String name;
    private final List<String> steps = new ArrayList<>();
    private String script = "over";
    private long begun;
    private long ended;

    Play(Row row, boolean tls, CloseRules rules, String name) {
        this.row = row;
        this.tls = tls;
        this.rules = rules;
        this.name = name;
    }

    void run() throws Exception {
        try (ScriptedPeer peer = startPeer();
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            for (String timeout :
                    List.of("adieu.connect-timeout", "adieu.closing-timeout", "adieu.tcp-close-timeout")) {
                container.getProperties().put(timeout, NEVER_MILLIS);
            }
            if (row.messageLimit > 0) {
                container.setDefaultMaxTextMessageBufferSize(row.messageLimit);
                container.setDefaultMaxBinaryMessageBufferSize(row.messageLimit);
            }
            CallbackLog log = new CallbackLog(row);
            RowClient client = new RowClient(container, peer, log);
            log.of(client);
            begun = System.nanoTime();
            ConnectionAttempt attempt = connect(container, log, row.uri.apply(peer.uri()));
            client.attempted(attempt);
            if (!row.beforeOpen && row.opens) {
                client.opened(soon(attempt.session(), "the session"));
            }
            perform(client);
            CloseEvent event = soon(
                    attempt.closed(),
                    () -> "the close event, after " + steps + ", callbacks " + log.entries() + ", peer "
                            + peer.connections());
            ended = row.opens ? log.closedNanos() : System.nanoTime();
            for (PeerConnection connection : peer.connections()) {
                awaitOver(connection);
            }
            assertThat(seen(log, event, peer)).as(name).isEqualTo(expected());
            checkWhatAlwaysHolds(attempt, log, event, peer);
            row.afterwards.run(client);
            if (row.cause != null) {
                checkThatConnectToServerThrows(container, peer);
            }
        }
    }

    private ScriptedPeer startPeer() {
        return row.receiveBuffer > 0
                ? ScriptedPeer.withReceiveBuffer(row.receiveBuffer, tls, row.peer)
                : tls ? ScriptedPeer.tls(row.peer) : ScriptedPeer.plain(row.peer);
    }

    private ConnectionAttempt connect(BrowserWebSocketContainer container, CallbackLog log, URI uri)
            throws DeploymentException {
        if (isAnnotated()) {
            give(container.getProperties());
            return container.connect(new AnnotatedRowEndpoint(log), uri);
        }
        return container.connect(new ProgrammaticRowEndpoint(log), config(), uri);
    }

    private boolean isAnnotated() {
        return tls && row.subprotocols.isEmpty();
    }

    private ClientEndpointConfig config() {
        ClientEndpointConfig.Builder builder =
                ClientEndpointConfig.Builder.create().preferredSubprotocols(row.subprotocols);
        ClientEndpointConfig config =
                (tls && row.trusting ? builder.sslContext(LocalhostCertificate.trustingContext()) : builder).build();
        give(config.getUserProperties());
        return config;
    }

    private void give(Map<String, Object> properties) {
        properties.put("adieu.rules", rules.name().toLowerCase(Locale.ROOT));
        properties.putAll(row.settings);
        if (tls && row.trusting && isAnnotated()) {
            properties.put("adieu.ssl-context", LocalhostCertificate.trustingContext());
        }
    }

    private void awaitOver(PeerConnection connection) {
        try {
            connection.awaitOver();
        } catch (AssertionError failed) {
            script = failed.getMessage() + ": " + failed.getCause().getMessage();
        }
    }

    private void perform(RowClient client) {
        for (Row.Step step : row.steps) {
            begun = System.nanoTime();
            try {
                step.act().run(client);
                steps.add(step.label());
            } catch (AssertionError wrong) {
                throw new AssertionError(
                        name + ": " + step.label() + ": " + wrong.getMessage() + ", callbacks " + client.log.entries(),
                        wrong);
            } catch (Exception thrown) {
                steps.add(step.label() + " throws " + thrown.getClass().getSimpleName());
                if (step.thrown() == null) {
                    throw new AssertionError(name + ": " + step.label() + " throws " + thrown, thrown);
                }
            }
        }
    }

    // ---------------------------------------------------------------- the row

    private String expected() {
        List<String> calls = row.steps.stream()
                .map(s -> s.label()
                        + (s.thrown() == null ? "" : " throws " + s.thrown().getSimpleName()))
                .toList();
        List<String> callbacks = new ArrayList<>();
        if (row.opens) {
            callbacks.add("open");
            callbacks.addAll(row.messages);
            if (row.errors) {
                callbacks.add("error");
            }
            if (row.loses) {
                callbacks.add("connection lost");
            }
            callbacks.add("close " + row.event.substring(0, row.event.lastIndexOf(' ')));
        }
        return transcript(calls, callbacks, row.event + by(row.initiator), row.wire, row.tcp, "over");
    }

    private String seen(CallbackLog log, CloseEvent event, ScriptedPeer peer) {
        String told = event.code() + " \"" + event.reason() + "\" " + (event.wasClean() ? "clean" : "unclean")
                + by(row.initiator == null ? null : event.initiator());
        List<String> frames = new ArrayList<>();
        List<ClientFrame> sent =
                peer.connections().isEmpty() ? List.of() : peer.connection().frames();
        for (int i = 0; i < sent.size(); i++) {
            boolean wordedByProvider = i < row.wire.size()
                    && row.wire.get(i).equals(Shown.anyReason(sent.get(i).closeCode()));
            frames.add(wordedByProvider ? Shown.withAnyReason(sent.get(i)) : Shown.frame(sent.get(i)));
        }
        String tcp = peer.connections().isEmpty()
                ? ""
                : peer.connection().tcpEvents().toString().replaceAll("[\\[\\]]", "");
        return transcript(
                steps, log.entries(), told, row.anyWire ? row.wire : frames, row.tcp == null ? null : tcp, script);
    }

    private static String by(CloseEvent.Initiator side) {
        return side == null ? "" : " by " + side;
    }

    private static String transcript(
            List<String> calls, List<String> callbacks, String event, List<String> wire, String tcp, String script) {
        return "calls\n  " + String.join("\n  ", calls) + "\ncallbacks\n  " + String.join("\n  ", callbacks)
                + "\nevent\n  " + event
                + "\nwire\n  " + String.join("\n  ", wire) + (tcp == null ? "" : "\nTCP\n  " + tcp)
                + "\nscript\n  " + script;
    }

    // ---------------------------------------------------------------- what holds for every connection

    private void checkWhatAlwaysHolds(ConnectionAttempt attempt, CallbackLog log, CloseEvent event, ScriptedPeer peer)
            throws Exception {
        assertThat(log.faults()).as(name).isEmpty();
        assertThat(attempt.getReadyState()).as(name).isEqualTo(ReadyState.CLOSED);
        assertThat((ended - begun) / 1_000_000)
                .as("%s: milliseconds", name)
                .isBetween(row.notBeforeMillis, row.notAfterMillis);
        peer.connections().forEach(c -> checkFrames(c.frames()));
        if (row.opens) {
            BrowserSession session = soon(attempt.session(), "the session");
            assertThat(log.session())
                    .as("%s: the session of the callbacks", name)
                    .isSameAs(session);
            assertThat(soon(session.closed(), "the event of the session"))
                    .as(name)
                    .isEqualTo(event);
            if (row.errors) {
                assertThat(event.failure())
                        .as("%s: the failure is what onError got", name)
                        .containsSame(log.error());
            }
            if (row.loses) {
                assertThat(log.error()).as(name).isInstanceOfSatisfying(SessionException.class, lost -> {
                    assertThat(lost.getSession()).isSameAs(session);
                    assertThat(event.failure()).containsSame(lost.getCause());
                });
            }
            checkThatItIsOver(session);
        } else {
            assertThat(failureOf(attempt.session()))
                    .as(name)
                    .isInstanceOfAny(DeploymentException.class, IOException.class);
            if (row.cause != null) {
                // An attempt that ended with a closing handshake was not failed.
                assertThat(event.failure().isPresent())
                        .as("%s: a failure in the event", name)
                        .isEqualTo(!event.wasClean());
                assertThat(chain(failureOf(attempt.session())))
                        .as("%s: the causes", name)
                        .hasAtLeastOneElementOfType(row.cause);
            }
        }
        assertThat(log.entries())
                .as("%s: callbacks, once more", name)
                .filteredOn(e -> e.startsWith("close "))
                .hasSize(row.opens ? 1 : 0);
    }

    private void checkFrames(List<ClientFrame> frames) {
        assertThat(frames).as("%s: masked, RFC 6455, section 5.1", name).allMatch(ClientFrame::masked);
        assertThat(frames).as("%s: no reserved bit", name).allMatch(f -> f.rsv() == 0);
        for (int i = 0; i < frames.size() - 1; i++) {
            assertThat(frames.get(i).isClose())
                    .as("%s: nothing follows the Close in %s", name, frames)
                    .isFalse();
        }
    }

    private void checkThatItIsOver(BrowserSession session) {
        assertThat(session.getReadyState()).as(name).isEqualTo(ReadyState.CLOSED);
        assertThat(session.isOpen()).as("%s: isOpen() after onClose", name).isFalse();
        assertThatCode(() -> session.close(1000, "again")).as(name).doesNotThrowAnyException();
        assertThatCode(session::close).as(name).doesNotThrowAnyException();
        assertThatThrownBy(() -> session.close(999)).as(name).isInstanceOf(InvalidAccessException.class);
        assertThatThrownBy(() -> session.close(1000, "r".repeat(124))).as(name).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> session.getBasicRemote().sendText("late"))
                .as(name)
                .isInstanceOf(IllegalStateException.class);
    }

    private void checkThatConnectToServerThrows(BrowserWebSocketContainer container, ScriptedPeer peer) {
        CallbackLog log = new CallbackLog(row);
        log.of(new RowClient(container, peer, log));
        URI uri = row.uri.apply(peer.uri());
        assertThatThrownBy(() -> {
                    if (isAnnotated()) {
                        container.connectToServer(new AnnotatedRowEndpoint(log), uri);
                    } else {
                        container.connectToServer(new ProgrammaticRowEndpoint(log), config(), uri);
                    }
                })
                .as("%s: connectToServer", name)
                .isInstanceOfAny(DeploymentException.class, IOException.class)
                .satisfies(thrown -> assertThat(chain(thrown)).hasAtLeastOneElementOfType(row.cause));
        assertThat(log.entries()).as("%s: callbacks", name).isEmpty();
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    private static Throwable failureOf(CompletionStage<?> stage) throws Exception {
        try {
            Object result = stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("completed with " + result);
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private <T> T soon(CompletionStage<T> stage, String what) throws Exception {
        return soon(stage, () -> what);
    }

    private <T> T soon(CompletionStage<T> stage, Supplier<String> what) throws Exception {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(name + ": there was not " + what.get(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(name + ": there was not " + what.get(), e.getCause());
        }
    }
}
