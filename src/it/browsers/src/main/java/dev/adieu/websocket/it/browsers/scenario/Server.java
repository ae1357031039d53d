package dev.adieu.websocket.it.browsers.scenario;

import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;

/** The scripted server while it plays a scenario: the connection, and a way to talk with the client outside of it. */
public interface Server {

    PeerConnection connection();

    /** The client's opening handshake; read now if it has not been. */
    OpeningRequest request();

    /** Sends with one write, and notes it. */
    void send(Wire... parts) throws IOException;

    void cue(String name);

    void awaitSignal();

    void awaitCloseEvent();
}
