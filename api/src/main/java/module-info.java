/**
 * Contains the types that applications compile against: a Jakarta WebSocket session, container and connection attempt
 * that close as the <a href="https://websockets.spec.whatwg.org/">WHATWG WebSockets Standard</a> says.
 */
module dev.adieu.websocket {
    requires static org.jspecify;
    requires transitive jakarta.websocket.client;

    exports dev.adieu.websocket;

    uses dev.adieu.websocket.BrowserWebSocketContainer.Factory;
}
