package dev.adieu.websocket.impl.pains;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.ScriptedPeer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A container for tests that are named after what users of other clients have wanted; each names the public issue. */
@ExtendWith(NothingStaysBehind.class)
abstract class Pains {

    final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
    final RecordingEndpoint endpoint = new RecordingEndpoint();

    @BeforeEach
    void trustThePeer() {
        container.getProperties().put("adieu.ssl-context", LocalhostCertificate.trustingContext());
    }

    @AfterEach
    void closeTheContainer() {
        container.close();
    }

    BrowserSession open(ScriptedPeer peer) throws Exception {
        return (BrowserSession) container.connectToServer(endpoint, null, peer.uri());
    }

    static CloseEvent ended(BrowserSession session) throws Exception {
        return ended(session.closed());
    }

    static CloseEvent ended(CompletionStage<CloseEvent> closed) throws Exception {
        return closed.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
