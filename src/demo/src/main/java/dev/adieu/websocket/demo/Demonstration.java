package dev.adieu.websocket.demo;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Plays scenarios, one after the other, and judges what was seen. */
final class Demonstration {

    /** More than the clocks of a connection can take together. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Servers that never answer are not to cost half a minute each. */
    private static final Duration PATIENCE_WITH_STRANGERS = Duration.ofSeconds(3);

    private static final long SECONDS_TO_END = 5;

    private int number;

    /** Plays with the raw peer or the given server, as the scenario says. */
    Result play(Scenario scenario, JakartaServer server) throws Exception {
        number++;
        if (scenario.script().isEmpty()) {
            String run = "closing-" + number;
            return play(scenario, server.uri(run), Optional.empty(), server.told(run), Check::exact);
        }
        try (ScriptedPeer peer = ScriptedPeer.plain(scenario.script().get())) {
            return play(
                    scenario,
                    peer.uri(),
                    Optional.of(peer),
                    CompletableFuture.completedFuture(List.of()),
                    Check::exact);
        }
    }

    /** Plays with an unknown server. */
    Result play(Scenario scenario, URI server) throws Exception {
        number++;
        return play(
                scenario.waitingAtMost(PATIENCE_WITH_STRANGERS),
                server,
                Optional.empty(),
                CompletableFuture.completedFuture(List.of()),
                Check::withAnyServer);
    }

    private Result play(
            Scenario scenario,
            URI server,
            Optional<ScriptedPeer> peer,
            CompletableFuture<List<String>> serverTold,
            BiFunction<Scenario, Observation, List<String>> verdict)
            throws Exception {
        try (WireTap tap = new WireTap(server)) {
            BrowserWebSocketContainer container = (BrowserWebSocketContainer) ContainerProvider.getWebSocketContainer();
            container.getProperties().putAll(scenario.settings());
            Conversation conversation = new Conversation(container, tap.uri(), peer);
            play(scenario, conversation, server, tap.log());
            Optional<CloseEvent> event = conversation.event(PATIENCE);
            tap.awaitEnd(SECONDS_TO_END);
            List<String> atServer = serverTold
                    .completeOnTimeout(List.of("nothing"), SECONDS_TO_END, TimeUnit.SECONDS)
                    .get();
            Observation seen =
                    new Observation(tap.log(), atServer, conversation.told(event), event, conversation.took());
            return new Result(number, scenario, seen, verdict.apply(scenario, seen));
        }
    }

    private static void play(Scenario scenario, Conversation conversation, URI server, WireLog wire) throws Exception {
        try {
            scenario.steps().run(conversation);
        } catch (IOException | DeploymentException e) {
            throw new IOException(
                    "no connection to " + server + "; on the wire: " + String.join("; ", wire.lines()), e);
        }
    }
}
