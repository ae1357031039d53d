package dev.adieu.websocket.demo;

import dev.adieu.websocket.CloseEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Observations of one closing.
 *
 * @param serverTold what the server's endpoint was told; empty where nobody can know
 * @param event the client's close event; empty where there was none
 */
record Observation(
        WireLog wire, List<String> serverTold, List<String> clientTold, Optional<CloseEvent> event, Duration took) {}
