package dev.adieu.websocket.it.servers.application;

import dev.adieu.websocket.ReconnectBy;
import jakarta.websocket.ClientEndpoint;

/** Is connected again by a strategy of the application. */
@ClientEndpoint
@ReconnectBy(Patience.class)
public class StayingClient {}
