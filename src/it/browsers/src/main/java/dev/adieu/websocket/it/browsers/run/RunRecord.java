package dev.adieu.websocket.it.browsers.run;

/** One scenario as one client and the scripted server saw it. */
public record RunRecord(String scenario, ClientRecord client, PeerRecord peer) {}
