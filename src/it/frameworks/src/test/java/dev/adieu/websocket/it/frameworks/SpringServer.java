package dev.adieu.websocket.it.frameworks;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** A server of Spring's in Tomcat: an echo, by itself and below SockJS, and a STOMP broker. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableWebSocket
@EnableWebSocketMessageBroker
class SpringServer implements WebSocketConfigurer, WebSocketMessageBrokerConfigurer {

    /** The ends of the echo's sessions. */
    static final BlockingQueue<CloseStatus> ENDS = new LinkedBlockingQueue<>();

    static final long HEARTBEAT = 200;

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Echo(), "/echo");
        registry.addHandler(new Echo(), "/sockjs").withSockJS();
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/stomp");
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.enableSimpleBroker("/topic")
                .setHeartbeatValue(new long[] {HEARTBEAT, HEARTBEAT})
                .setTaskScheduler(heartbeats());
    }

    @Bean
    ThreadPoolTaskScheduler heartbeats() {
        return new ThreadPoolTaskScheduler();
    }

    private static final class Echo extends TextWebSocketHandler {

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
            session.sendMessage(
                    message.getPayload().equals("binary") ? new BinaryMessage(new byte[] {1, 2, 3}) : message);
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            ENDS.add(status);
        }
    }
}
