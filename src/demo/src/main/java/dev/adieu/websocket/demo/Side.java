package dev.adieu.websocket.demo;

/** The two ends of a connection. */
enum Side {
    CLIENT,
    SERVER;

    String arrow() {
        return this == CLIENT ? "->" : "<-";
    }
}
