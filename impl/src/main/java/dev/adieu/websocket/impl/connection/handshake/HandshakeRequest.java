package dev.adieu.websocket.impl.connection.handshake;

import java.util.List;
import java.util.Map;

/**
 * The parts of an opening handshake that the application determines.
 *
 * @param subprotocols in the order of preference
 * @param extensions the offers, as they stand in the header
 * @param defaultHeaders headers that the editor may change or remove
 * @param headers lets the application read and change the headers before they are sent; called on the callback
 *     executor, unless it is {@link HeaderEditor#NONE}
 */
public record HandshakeRequest(
        ServerAddress address,
        List<String> subprotocols,
        List<String> extensions,
        Map<String, String> defaultHeaders,
        HeaderEditor headers) {

    /** Changes the headers of the request in place. */
    @FunctionalInterface
    public interface HeaderEditor {

        /** Leaves the headers as they are. */
        HeaderEditor NONE = headers -> {};

        /** Changes the headers. */
        void edit(Map<String, List<String>> headers);
    }

    /** Returns the same request for another address. */
    HandshakeRequest redirectedTo(ServerAddress next) {
        return new HandshakeRequest(next, subprotocols, extensions, defaultHeaders, headers);
    }
}
