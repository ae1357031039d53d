package dev.adieu.websocket.it.frameworks;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.client.WebSocketConnectionManager;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** An application of Spring's that talks to an echo server. Takes the server's port. */
public final class SpringProgram implements Consumer<Integer> {

    @Override
    public void accept(Integer port) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            Echoed echoed = new Echoed();
            context.registerBean(
                    WebSocketConnectionManager.class,
                    () -> new WebSocketConnectionManager(
                            new StandardWebSocketClient(), echoed, "ws://localhost:" + port + "/echo"));
            context.refresh();
            context.getBean(WebSocketConnectionManager.class).start();
            echoed.expect("hello");
            context.getBean(WebSocketConnectionManager.class).stop();
            echoed.expect("closed 1000");
        }
    }

    /** Says hello, and keeps what it hears. */
    static final class Echoed extends TextWebSocketHandler {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void afterConnectionEstablished(WebSocketSession session) throws Exception {
            String client = ((StandardWebSocketSession) session)
                    .getNativeSession()
                    .getClass()
                    .getName();
            if (!client.startsWith("dev.adieu.")) {
                throw new IllegalStateException("the client is " + client);
            }
            session.sendMessage(new TextMessage("hello"));
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) {
            heard.add(message.getPayload());
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            heard.add("closed " + status.getCode());
        }

        void expect(String expected) {
            try {
                String next = heard.poll(30, TimeUnit.SECONDS);
                if (!expected.equals(next)) {
                    throw new IllegalStateException("heard " + next);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
