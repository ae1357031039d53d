package dev.adieu.websocket.impl.connection.handshake;

import java.util.List;
import java.util.Map;

/**
 * What an application asks for when it connects.
 *
 * @param subprotocols in the order of preference
 * @param extensions the offers, as they stand in the header
 * @param headers lets the application look at and change the headers before they are sent; called on the callback
 *     executor, unless it is {@link HeaderEditor#NONE}
 */
public record HandshakeRequest(
        ServerAddress address, List<String> subprotocols, List<String> extensions, HeaderEditor headers) {

    /** Changes the headers of the request in place. */
    @FunctionalInterface
    public interface HeaderEditor {

        /** Leaves the headers as they are. */
        HeaderEditor NONE = headers -> {};

        /** Changes the headers. */
        void edit(Map<String, List<String>> headers);
    }

    HandshakeRequest redirectedTo(ServerAddress next) {
        return new HandshakeRequest(next, subprotocols, extensions, headers);
    }
}
