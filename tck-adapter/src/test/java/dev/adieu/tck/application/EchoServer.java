package dev.adieu.tck.application;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Answers with what it was sent. */
@ServerEndpoint("/echo")
public class EchoServer {

    @OnMessage
    public String echo(String message) {
        return message;
    }
}
