package dev.adieu.websocket.it.browsers.scenario;

import java.util.List;

/** Scenarios about the same thing. */
public record Group(String title, List<Scenario> scenarios) {}
