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

/** Writes down what it hears, and where. The query of the address is the name of its session. */
@ClientEndpoint(encoders = WordEncoder.class, decoders = WordDecoder.class)
@CloseCodesBy(FarewellCodes.class)
public class Client {

    /** {@code null} where there is no CDI. */
    @Inject
    Greeter greeter;

    /** For whoever makes endpoints. */
    public Client() {}

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
