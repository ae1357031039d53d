package dev.adieu.websocket.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.InvalidAccessException;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.client.WebSocketConnectionManager;
import org.springframework.web.socket.client.standard.AnnotatedEndpointConnectionManager;
import org.springframework.web.socket.client.standard.EndpointConnectionManager;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

/** Spring's WebSocket clients on Adieu, with a server of Spring's in Tomcat. */
@ExtendWith(NothingStaysBehind.class)
class SpringIT {

    private static ConfigurableApplicationContext server;
    private static String address;

    /** The events of the clients of this test. */
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        server = SpringApplication.run(
                SpringServer.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                // The JDK keeps the connections of SockJS's HTTP requests as long as the server allows.
                "--server.tomcat.max-keep-alive-requests=1");
        address = "ws://localhost:" + server.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        SpringServer.ENDS.clear();
    }

    @Test
    void theStandardClientTalksThroughAdieu() throws Exception {
        WebSocketSession session = connect(new StandardWebSocketClient(), new Hearing());

        session.sendMessage(new TextMessage("hello"));

        assertThat(heard()).isEqualTo("hello");
        assertThat(((StandardWebSocketSession) session)
                        .getNativeSession()
                        .getClass()
                        .getName())
                .startsWith("dev.adieu.websocket.");
        session.close();
        assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.NORMAL.getCode());
        assertThat(heard()).isEqualTo("closed 1000");
    }

    @Test
    void oneLineTellsWhichClientOneGets() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        try {
            System.out.println(ContainerProvider.getWebSocketContainer());
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString()).startsWith("Adieu, loaded from ");
    }

    @Test
    void theContainerMayBePassedToSpring() throws Exception {
        BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
        StandardWebSocketClient client = new StandardWebSocketClient(container);
        WebSocketSession session = connect(client, new Hearing());
        container.close();
        assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.GOING_AWAY.getCode());
        assertThat(heard()).isEqualTo("closed 1001");
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aConnectionManagerOfHandlersConnectsAndCloses() throws Exception {
        WebSocketConnectionManager manager =
                new WebSocketConnectionManager(new StandardWebSocketClient(), new Hearing(), address + "/echo");
        manager.start();
        assertThat(heard()).isEqualTo("open");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!manager.isConnected() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        manager.stop();

        assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.NORMAL.getCode());
    }

    @Test
    void theConnectionManagersOfEndpointsConnectAndClose() throws Exception {
        EndpointConnectionManager programmatic = new EndpointConnectionManager(new Programmatic(), address + "/echo");
        AnnotatedEndpointConnectionManager annotated =
                new AnnotatedEndpointConnectionManager(new Annotated(), address + "/echo");
        programmatic.start();
        assertThat(heard()).isEqualTo("hello");
        annotated.start();
        assertThat(Annotated.HEARD.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");

        programmatic.stop();
        annotated.stop();

        assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.NORMAL.getCode());
        assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.NORMAL.getCode());
    }

    @Test
    void stompSubscribesSendsAndOutlivesItsHeartbeats() throws Exception {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.initialize();
        WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());
        client.setMessageConverter(new StringMessageConverter());
        client.setTaskScheduler(scheduler);
        client.setDefaultHeartbeat(new long[] {SpringServer.HEARTBEAT, SpringServer.HEARTBEAT});
        try {
            StompSession session = client.connectAsync(address + "/stomp", new StompSessionHandlerAdapter() {})
                    .get(30, TimeUnit.SECONDS);
            session.subscribe("/topic/news", new StompFrameHandler() {
                @Override
                public Type getPayloadType(StompHeaders headers) {
                    return String.class;
                }

                @Override
                public void handleFrame(StompHeaders headers, Object payload) {
                    heard.add((String) payload);
                }
            });

            // Without heartbeats each side would have given the other up by then.
            assertThat(heard.poll(10 * SpringServer.HEARTBEAT, TimeUnit.MILLISECONDS))
                    .isNull();
            session.send("/topic/news", "news");

            assertThat(heard()).isEqualTo("news");
            assertThat(session.isConnected()).isTrue();
            session.disconnect();
        } finally {
            client.stop();
            scheduler.shutdown();
        }
    }

    @Test
    void sockJsTalksOverAWebSocket() throws Exception {
        SockJsClient client = new SockJsClient(List.of(new WebSocketTransport(new StandardWebSocketClient())));
        client.start();
        WebSocketSession session = client.execute(new Hearing(), address.replace("ws:", "http:") + "/sockjs")
                .get(30, TimeUnit.SECONDS);
        assertThat(heard()).isEqualTo("open");

        session.sendMessage(new TextMessage("hello"));

        assertThat(heard()).isEqualTo("hello");
        session.close();
        endAtTheServer();
        client.stop();
    }

    // What the guide says of codes that Spring chooses.

    @Test
    void underTheRulesOfRfc6455AHandlerThatThrowsClosesWith1011() throws Exception {
        connect(rfc6455(), new Throwing()).sendMessage(new TextMessage("hello"));

        assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.SERVER_ERROR.getCode());
    }

    @Test
    void underTheRulesOfRfc6455AMessageOfTheWrongTypeClosesWith1003() throws Exception {
        connect(rfc6455(), new Hearing()).sendMessage(new TextMessage("binary"));

        assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.NOT_ACCEPTABLE.getCode());
    }

    @Test
    void underTheRulesOfRfc6455GoingAwayIsSent() throws Exception {
        connect(rfc6455(), new Hearing()).close(CloseStatus.GOING_AWAY);

        assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.GOING_AWAY.getCode());
    }

    @Test
    void underTheRulesOfBrowsersAHandlerThatThrowsLeavesTheSessionOpenAndTheLogSaysWhy() throws Exception {
        WebSocketSession session = connect(new StandardWebSocketClient(), new Throwing());
        assertThatItStaysOpenWithAWarningOf(session, List.of(1011), () -> {
            session.sendMessage(new TextMessage("hello"));
            assertThat(heard()).isEqualTo("throwing");
            session.sendMessage(new TextMessage("hello again"));
            assertThat(heard()).isEqualTo("throwing");
        });
    }

    @Test
    void underTheRulesOfBrowsersAMessageOfTheWrongTypeLeavesTheSessionOpenAndTheLogSaysWhy() throws Exception {
        WebSocketSession session = connect(new StandardWebSocketClient(), new Hearing());
        // Spring closes with 1011 because closing with 1003 has thrown.
        assertThatItStaysOpenWithAWarningOf(session, List.of(1003, 1011), () -> {
            session.sendMessage(new TextMessage("binary"));
            session.sendMessage(new TextMessage("binary"));
            session.sendMessage(new TextMessage("behind it"));
            assertThat(heard()).isEqualTo("behind it");
        });
    }

    @Test
    void underTheRulesOfBrowsersGoingAwayLeavesTheSessionOpenAndTheLogSaysWhy() throws Exception {
        WebSocketSession session = connect(new StandardWebSocketClient(), new Hearing());
        assertThatItStaysOpenWithAWarningOf(session, List.of(1001), () -> {
            assertThatThrownBy(() -> session.close(CloseStatus.GOING_AWAY)).isInstanceOf(InvalidAccessException.class);
            assertThatThrownBy(() -> session.close(CloseStatus.GOING_AWAY)).isInstanceOf(InvalidAccessException.class);
        });
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Does something that makes Spring close a session twice with a code that browsers do not allow. */
    private static void assertThatItStaysOpenWithAWarningOf(
            WebSocketSession session, List<Integer> codes, Action action) throws Exception {
        Logger logger = Logger.getLogger("dev.adieu.websocket");
        Warnings warnings = new Warnings();
        logger.addHandler(warnings);
        try {
            action.run();
            for (int code : codes) {
                assertThat(warnings.texts.poll(30, TimeUnit.SECONDS))
                        .contains(Integer.toString(code), "adieu.rules=rfc6455");
            }
            Session open = ((StandardWebSocketSession) session).getNativeSession();
            assertThat(open.isOpen()).isTrue();
            open.close();
            assertThat(endAtTheServer().getCode()).isEqualTo(CloseStatus.NORMAL.getCode());
            assertThat(warnings.texts).isEmpty();
        } finally {
            logger.removeHandler(warnings);
        }
    }

    private static StandardWebSocketClient rfc6455() {
        StandardWebSocketClient client = new StandardWebSocketClient();
        client.setUserProperties(Map.of("adieu.rules", "rfc6455"));
        return client;
    }

    private WebSocketSession connect(StandardWebSocketClient client, TextWebSocketHandler handler) throws Exception {
        WebSocketSession session = client.execute(handler, address + "/echo").get(30, TimeUnit.SECONDS);
        assertThat(heard()).isEqualTo("open");
        return session;
    }

    private String heard() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    private static CloseStatus endAtTheServer() throws InterruptedException {
        CloseStatus status = SpringServer.ENDS.poll(30, TimeUnit.SECONDS);
        assertThat(status).isNotNull();
        return status;
    }

    private class Hearing extends TextWebSocketHandler {

        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            heard.add("open");
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) {
            heard.add(message.getPayload());
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            heard.add("closed " + status.getCode());
        }
    }

    private final class Throwing extends Hearing {

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) {
            heard.add("throwing");
            throw new IllegalStateException("the handler failed");
        }
    }

    private final class Programmatic extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, heard::add);
            session.getAsyncRemote().sendText("hello");
        }
    }

    @ClientEndpoint
    public static final class Annotated {

        private static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();

        @OnOpen
        public void opened(Session session) {
            session.getAsyncRemote().sendText("hello");
        }

        @OnMessage
        public void message(String text) {
            HEARD.add(text);
        }
    }

    private static final class Warnings extends Handler {

        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        @Override
        public void publish(LogRecord report) {
            if (report.getLevel().equals(java.util.logging.Level.WARNING)) {
                texts.add(new SimpleFormatter().formatMessage(report));
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
