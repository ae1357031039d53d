package dev.adieu.websocket.it.frameworks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * A server for CometD's client in Tomcat: as much of the Bayeux protocol as one client needs. Each message that is
 * published comes back on its channel.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableWebSocket
class BayeuxServer implements WebSocketConfigurer {

    /** The ends of sessions. */
    static final BlockingQueue<CloseStatus> ENDS = new LinkedBlockingQueue<>();

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Bayeux(), "/cometd");
    }

    private static final class Bayeux extends TextWebSocketHandler {

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage text) throws Exception {
            ArrayNode replies = JSON.createArrayNode();
            for (JsonNode message : JSON.readTree(text.getPayload())) {
                answer(message, replies);
            }
            if (!replies.isEmpty()) {
                session.sendMessage(new TextMessage(replies.toString()));
            }
        }

        private static void answer(JsonNode message, ArrayNode replies) {
            String channel = message.get("channel").asText();
            if (channel.equals("/meta/connect") && !message.has("advice")) {
                // It would be answered when there is news, or after its timeout.
                return;
            }
            ObjectNode reply = replies.addObject();
            reply.put("channel", channel).put("successful", true).set("id", message.get("id"));
            if (channel.equals("/meta/handshake")) {
                reply.put("version", "1.0").put("clientId", "one");
                reply.putArray("supportedConnectionTypes").add("websocket");
                reply.putObject("advice")
                        .put("reconnect", "retry")
                        .put("interval", 0)
                        .put("timeout", 30_000);
            } else if (channel.equals("/meta/subscribe")) {
                reply.set("subscription", message.get("subscription"));
            } else if (message.has("data")) {
                replies.addObject().put("channel", channel).set("data", message.get("data"));
            }
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            ENDS.add(status);
        }
    }
}
