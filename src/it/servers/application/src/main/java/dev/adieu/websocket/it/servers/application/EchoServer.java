package dev.adieu.websocket.it.servers.application;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** An endpoint of the server's own provider: repeats messages, and closes on request. */
@ServerEndpoint("/echo")
public class EchoServer {

    private static final String CLOSE = Word.PREFIX + "close with ";

    /** For the server. */
    public EchoServer() {}

    @OnMessage
    public String onMessage(Session session, String text) throws IOException {
        write(session, text);
        if (!text.startsWith(CLOSE)) {
            return text;
        }
        String[] codeAndReason = text.substring(CLOSE.length()).split(" ", 2);
        int code = Integer.parseInt(codeAndReason[0]);
        session.close(new CloseReason(() -> code, codeAndReason[1]));
        return null;
    }

    @OnClose
    public void onClose(Session session, CloseReason reason) {
        String phrase = reason.getReasonPhrase();
        write(session, "close " + reason.getCloseCode().getCode() + ' ' + (phrase == null ? "" : phrase));
    }

    private static void write(Session session, String what) {
        Journal.of("server of " + session.getQueryString()).add(what);
    }
}
