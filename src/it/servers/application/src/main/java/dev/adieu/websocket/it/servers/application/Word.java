package dev.adieu.websocket.it.servers.application;

/** A message that the client sends and receives as an object. */
record Word(String text) {

    /** Marks it on the wire, so that it shows that the coders ran. */
    static final String PREFIX = "word:";
}
