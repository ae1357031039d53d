package dev.adieu.websocket.demo;

import dev.adieu.websocket.CloseEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Observations of one closing.
 *
 * @param serverTold the callbacks of the server's endpoint; empty if they are unknown
 * @param event the client's close event; empty where there was none
 */
record Observation(
        WireLog wire, List<String> serverTold, List<String> clientTold, Optional<CloseEvent> event, Duration took) {}
