package dev.adieu.websocket.it.cdi;

/** A message. */
public record Word(String text) {}
