package dev.adieu.websocket.bench.client;

import java.net.URI;

/** A WebSocket client, driven through its public API. */
public interface Client extends AutoCloseable {

    /** Returns when the connection is open. */
    Connection connect(URI uri, Events events) throws Exception;

    /** Closes whatever it still has. */
    @Override
    void close() throws Exception;
}
