package dev.adieu.websocket.it.servers.application;

import dev.adieu.websocket.CloseCodesBy;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;

/** Writes its callbacks to the journal, with the place where they ran. The query of the address names its session. */
@ClientEndpoint(encoders = WordEncoder.class, decoders = WordDecoder.class)
@CloseCodesBy(FarewellCodes.class)
public class JournalingClient {

    /** {@code null} where there is no CDI. */
    @Inject
    Greeter greeter;

    /** For the provider, which creates endpoints. */
    public JournalingClient() {}

    @OnOpen
    public void onOpen(Session session) {
        write(session, "open");
    }

    @OnMessage
    public void onMessage(Session session, Word word) {
        write(session, "message " + word.text());
    }

    @OnError
    public void onError(Session session, Throwable failure) {
        write(session, "error");
    }

    @OnClose
    public void onClose(Session session, CloseReason reason) {
        write(session, "close " + reason.getCloseCode().getCode() + ' ' + reason.getReasonPhrase());
    }

    private void write(Session session, String what) {
        Journal.of(session.getQueryString()).add(what + '\t' + Surroundings.here(greeter));
    }
}
