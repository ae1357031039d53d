package dev.adieu.websocket.it.frameworks;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Slack's side of socket mode in Tomcat: the method that gives out an address, and the WebSocket behind it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableWebSocket
@RestController
class SlackServer implements WebSocketConfigurer {

    /** The sessions, as they are opened. */
    static final BlockingQueue<WebSocketSession> SESSIONS = new LinkedBlockingQueue<>();

    /** The envelopes that clients acknowledged. */
    static final BlockingQueue<String> ACKNOWLEDGED = new LinkedBlockingQueue<>();

    /** The ends of sessions. */
    static final BlockingQueue<CloseStatus> ENDS = new LinkedBlockingQueue<>();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger TICKETS = new AtomicInteger();

    @PostMapping("/api/apps.connections.open")
    Map<String, Object> open(@RequestHeader("Authorization") String token, HttpServletRequest request) {
        if (!token.equals("Bearer xapp-1")) {
            return Map.of("ok", false, "error", "invalid_auth");
        }
        return Map.of(
                "ok",
                true,
                "url",
                "ws://localhost:" + request.getLocalPort() + "/link?ticket=" + TICKETS.incrementAndGet());
    }

    @PostMapping("/api/auth.test")
    Map<String, Object> test() {
        return Map.of("ok", true, "team_id", "T1");
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Link(), "/link");
    }

    /** Sends an event, as Slack wraps it. */
    static void sendEvent(WebSocketSession session, String envelope, String text) throws IOException {
        send(
                session,
                Map.of(
                        "type",
                        "events_api",
                        "envelope_id",
                        envelope,
                        "accepts_response_payload",
                        false,
                        "payload",
                        Map.of("type", "event_callback", "event", Map.of("type", "app_mention", "text", text))));
    }

    /** Sends what Slack sends before it closes a connection. */
    static void askToReconnect(WebSocketSession session) throws IOException {
        send(session, Map.of("type", "disconnect", "reason", "refresh_requested"));
    }

    private static void send(WebSocketSession session, Map<String, Object> message) throws IOException {
        session.sendMessage(new TextMessage(JSON.writeValueAsString(message)));
    }

    private static final class Link extends TextWebSocketHandler {

        @Override
        public void afterConnectionEstablished(WebSocketSession session) throws IOException {
            send(session, Map.of("type", "hello", "num_connections", 1));
            SESSIONS.add(session);
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            ACKNOWLEDGED.add(
                    JSON.readTree(message.getPayload()).get("envelope_id").asText());
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            ENDS.add(status);
        }
    }
}
