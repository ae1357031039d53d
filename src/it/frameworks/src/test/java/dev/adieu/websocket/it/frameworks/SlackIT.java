package dev.adieu.websocket.it.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.socket_mode.response.AckResponse;
import dev.adieu.websocket.BrowserWebSocketContainer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** Slack's SDK in socket mode on Adieu, with a client of the guide in the place of the SDK's, which calls Tyrus. */
@ExtendWith(NothingStaysBehind.class)
class SlackIT {

    private static ConfigurableApplicationContext server;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private BrowserWebSocketContainer container;
    private Slack slack;
    private JakartaSocketModeClient client;

    @BeforeAll
    static void start() {
        server = SpringApplication.run(SlackServer.class, "--server.port=0", "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        SlackServer.SESSIONS.clear();
        SlackServer.ENDS.clear();
        container = BrowserWebSocketContainer.create();
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(
                "http://localhost:" + server.getEnvironment().getProperty("local.server.port") + "/api/");
        slack = Slack.getInstance(config);
        client = new JakartaSocketModeClient(slack, "xapp-1", container);
        client.addWebSocketMessageListener(message -> {
            if (message.contains("\"hello\"")) {
                heard.add("hello");
            }
        });
        client.addEventsApiEnvelopeListener(envelope -> {
            heard.add(envelope.getPayload()
                    .getAsJsonObject()
                    .getAsJsonObject("event")
                    .get("text")
                    .getAsString());
            client.sendSocketModeResponse(new AckResponse(envelope.getEnvelopeId()));
        });
        client.addWebSocketCloseListener((code, reason) -> heard.add("closed " + code));
        client.connectToNewEndpoint();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        slack.close();
        container.close();
    }

    @Test
    void anEventIsAcknowledged() throws Exception {
        talk(session(), "first");

        assertThat(client.verifyConnection()).isTrue();
        client.close();

        assertThat(endAtTheServer()).isEqualTo(CloseStatus.NORMAL.getCode());
        assertThat(heard()).isEqualTo("closed 1000");
        assertThat(client.verifyConnection()).isFalse();
    }

    @Test
    void aSessionThatSlackIsAboutToEndIsReplacedByANewOne() throws Exception {
        WebSocketSession first = session();

        SlackServer.askToReconnect(first);

        WebSocketSession second = SlackServer.SESSIONS.poll(30, TimeUnit.SECONDS);
        assertThat(second.getUri()).isNotEqualTo(first.getUri());
        assertThat(endAtTheServer()).isEqualTo(CloseStatus.NORMAL.getCode());
        assertThat(List.of(heard(), heard())).containsExactlyInAnyOrder("hello", "closed 1000");
        talk(second, "after");
    }

    @Test
    void aSessionThatSlackClosesIsMadeAgain() throws Exception {
        client.setAutoReconnectOnCloseEnabled(true);
        // It looks every five seconds, and would connect as well if it did so now.
        client.getSessionMonitorExecutor().orElseThrow().shutdownNow();
        WebSocketSession first = session();

        first.close(CloseStatus.SERVICE_RESTARTED);

        assertThat(heard()).isEqualTo("closed 1012");
        talk(session(), "after");
    }

    @Test
    void theSessionMonitorConnectsAgainAfterABreak() throws Exception {
        WebSocketSession first = session();

        first.close(CloseStatus.SERVICE_OVERLOAD);

        assertThat(heard()).isEqualTo("closed 1013");
        talk(session(), "after");
    }

    /** Waits for the next session, and for what Slack says first. */
    private WebSocketSession session() throws InterruptedException {
        WebSocketSession session = SlackServer.SESSIONS.poll(30, TimeUnit.SECONDS);
        assertThat(session).isNotNull();
        assertThat(heard()).isEqualTo("hello");
        return session;
    }

    private void talk(WebSocketSession session, String text) throws Exception {
        SlackServer.sendEvent(session, "envelope of " + text, text);
        assertThat(heard()).isEqualTo(text);
        assertThat(SlackServer.ACKNOWLEDGED.poll(30, TimeUnit.SECONDS)).isEqualTo("envelope of " + text);
    }

    private String heard() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    private static int endAtTheServer() throws InterruptedException {
        CloseStatus status = SlackServer.ENDS.poll(30, TimeUnit.SECONDS);
        assertThat(status).isNotNull();
        return status.getCode();
    }
}
