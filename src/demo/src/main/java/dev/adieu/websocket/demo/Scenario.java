package dev.adieu.websocket.demo;

import dev.adieu.websocket.peer.Script;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One closing: who does what, and what must come of it.
 *
 * @param called what the client calls, or what happens, in lines
 * @param script what the raw peer does; empty where the server is a Jakarta WebSocket endpoint
 * @param settings of the client's container
 * @param sent the client's frames
 * @param received the server's frames
 * @param serverTold the callbacks of the endpoint on the server; empty for the raw peer, which has none
 * @param clientTold the callbacks of the client
 * @param atLeast how long it must take
 */
record Scenario(
        List<String> called,
        Optional<Script> script,
        Map<String, Object> settings,
        Steps steps,
        String sent,
        String received,
        List<String> serverTold,
        List<String> clientTold,
        Duration atLeast) {

    /** Returns a closing of a connection with the Jakarta WebSocket endpoint. */
    static Scenario jakarta(
            String called, Steps steps, String sent, String received, String serverTold, String clientTold) {
        return new Scenario(
                lines(called),
                Optional.empty(),
                Map.of(),
                steps,
                sent,
                received,
                lines(serverTold),
                lines(clientTold),
                Duration.ZERO);
    }

    /** Returns a closing of a connection with a raw peer. */
    static Scenario raw(String called, Script script, Steps steps, String sent, String received, String clientTold) {
        return new Scenario(
                lines(called),
                Optional.of(script),
                Map.of(),
                steps,
                sent,
                received,
                List.of(),
                lines(clientTold),
                Duration.ZERO);
    }

    /** Returns the same with a clock of the container set to a time, which it then takes. */
    Scenario waitingFor(String clock, Duration time) {
        return with(clock, time).taking(time);
    }

    /** The same with a setting of the container. */
    Scenario with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(settings);
        more.put(name, value);
        return new Scenario(called, script, more, steps, sent, received, serverTold, clientTold, atLeast);
    }

    /** The same where it must take a time. */
    Scenario taking(Duration time) {
        return new Scenario(called, script, settings, steps, sent, received, serverTold, clientTold, time);
    }

    /** Returns the same with another closing timeout. */
    Scenario waitingAtMost(Duration time) {
        return new Scenario(
                called,
                script,
                Map.of("adieu.closing-timeout", time),
                steps,
                sent,
                received,
                serverTold,
                clientTold,
                atLeast);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
