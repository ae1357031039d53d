package dev.adieu.websocket.it.frameworks;

import dev.adieu.websocket.BrowserWebSocketContainer;
import jakarta.websocket.ContainerProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cometd.client.BayeuxClient;
import org.cometd.client.transport.ClientTransport;
import org.cometd.client.websocket.jakarta.WebSocketTransport;
import org.cometd.common.JacksonJSONContextClient;

/** A program that hears what it publishes. Takes the port of a Bayeux server. */
public final class CometDProgram implements Consumer<Integer> {

    @Override
    public void accept(Integer port) {
        Map<String, Object> options = new HashMap<>();
        options.put(ClientTransport.JSON_CONTEXT_OPTION, new JacksonJSONContextClient());
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        try (BrowserWebSocketContainer container =
                (BrowserWebSocketContainer) ContainerProvider.getWebSocketContainer()) {
            BayeuxClient client = new BayeuxClient(
                    "ws://localhost:" + port + "/cometd", new WebSocketTransport(options, null, container));
            client.handshake();
            client.waitFor(30_000, BayeuxClient.State.CONNECTED);
            client.getChannel("/news").subscribe((channel, message) -> heard.add(message.getData()));
            client.getChannel("/news").publish("hello");
            Object news = heard.poll(30, TimeUnit.SECONDS);
            if (!"hello".equals(news) || !client.disconnect(30_000)) {
                throw new IllegalStateException("heard " + news);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
