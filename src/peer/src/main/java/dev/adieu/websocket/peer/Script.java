package dev.adieu.websocket.peer;

import java.io.IOException;

/**
 * The script of the peer for one connection, from the accepted TCP connection on. When it returns, the peer reads what
 * the client still sends and records it, until the client ends TCP.
 */
@FunctionalInterface
public interface Script {

    void run(PeerConnection c) throws IOException;
}
