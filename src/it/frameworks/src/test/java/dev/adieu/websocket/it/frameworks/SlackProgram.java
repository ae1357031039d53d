package dev.adieu.websocket.it.frameworks;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.audit.AuditConfig;
import com.slack.api.methods.MethodsConfig;
import com.slack.api.scim.SCIMConfig;
import com.slack.api.scim2.SCIM2Config;
import dev.adieu.websocket.BrowserWebSocketContainer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program that waits for Slack's "hello". Takes the port of the server. */
public final class SlackProgram implements Consumer<Integer> {

    @Override
    public void accept(Integer port) {
        CountDownLatch greeted = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        SlackConfig config = new SlackConfig();
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                Slack slack = Slack.getInstance(config);
                JakartaSocketModeClient client = new JakartaSocketModeClient(slack, "xapp-1", container)) {
            client.addWebSocketMessageListener(message -> greeted.countDown());
            client.addWebSocketCloseListener((code, reason) -> closed.countDown());
            // An address of Slack's method "apps.connections.open", which would start OkHttp's threads, which stay for
            // a minute.
            client.setWssUri(URI.create("ws://localhost:" + port + "/link"));
            client.connect();
            if (!greeted.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing was heard");
            }
            client.disconnect();
            if (!closed.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the connection was not closed");
            }
            endStatistics(config);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the threads of the SDK's statistics, which closing it leaves, also without any WebSocket. */
    private static void endStatistics(SlackConfig config) throws Exception {
        for (SlackConfig each : List.of(SlackConfig.DEFAULT, config)) {
            each.getMethodsConfig().getMetricsDatastore().close();
            each.getAuditConfig().getMetricsDatastore().close();
            each.getSCIMConfig().getMetricsDatastore().close();
            each.getSCIM2Config().getMetricsDatastore().close();
        }
        MethodsConfig.DEFAULT_SINGLETON.getMetricsDatastore().close();
        AuditConfig.DEFAULT_SINGLETON.getMetricsDatastore().close();
        SCIMConfig.DEFAULT_SINGLETON.getMetricsDatastore().close();
        SCIM2Config.DEFAULT_SINGLETON.getMetricsDatastore().close();
    }
}
