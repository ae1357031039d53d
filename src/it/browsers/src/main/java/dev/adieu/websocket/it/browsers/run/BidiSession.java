package dev.adieu.websocket.it.browsers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Controls the first tab of a browser by W3C WebDriver BiDi, which needs no driver program. */
public final class BidiSession implements AutoCloseable, WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A browser that is being started on a busy machine takes its time. */
    private static final int LIMIT_SECONDS = 240;

    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final StringBuilder incoming = new StringBuilder();
    private final String context;

    /** Begins the session of a browser that listens there. */
    BidiSession(URI remote, Browser.Certificates accepted) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(remote.resolve("/session"), this)
                .join();
        ObjectNode capabilities = JSON.createObjectNode();
        capabilities.putObject("alwaysMatch").put("acceptInsecureCerts", accepted == Browser.Certificates.ANY);
        command("session.new", JSON.createObjectNode().set("capabilities", capabilities));
        context = command("browsingContext.getTree", JSON.createObjectNode())
                .at("/contexts/0/context")
                .asText();
    }

    /** Loads a page and waits until it is complete. */
    public void open(URI page) {
        command(
                "browsingContext.navigate",
                inContext().put("url", page.toString()).put("wait", "complete"));
    }

    /** Returns parameters that name the tab. */
    public ObjectNode inContext() {
        return JSON.createObjectNode().put("context", context);
    }

    /** Sends a command and returns its result. */
    public JsonNode command(String method, JsonNode parameters) {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(
                        JSON.createObjectNode()
                                .put("id", id)
                                .put("method", method)
                                .set("params", parameters)
                                .toString(),
                        true)
                .join();
        JsonNode node = answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        if (!node.path("type").asText().equals("success")) {
            throw new IllegalStateException(method + ": " + node);
        }
        return node.get("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        incoming.append(part);
        if (last) {
            try {
                JsonNode node = JSON.readTree(incoming.toString());
                if (node.hasNonNull("id")) {
                    answers.remove(node.get("id").asInt()).complete(node);
                }
            } catch (JsonProcessingException e) {
                answers.values().forEach(answer -> answer.completeExceptionally(e));
            }
            incoming.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
