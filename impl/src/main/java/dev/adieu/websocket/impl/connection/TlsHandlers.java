package dev.adieu.websocket.impl.connection;

import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;

/** TLS with our clocks instead of Netty's. */
final class TlsHandlers {

    private TlsHandlers() {
    }

    static SslHandler handler(SSLEngine engine) {
        SslHandler handler = new SslHandler(engine);
        // The connect timeout covers the whole attempt; and ending TCP does not wait for the peer.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyReadTimeoutMillis(0);
        return handler;
    }
}
