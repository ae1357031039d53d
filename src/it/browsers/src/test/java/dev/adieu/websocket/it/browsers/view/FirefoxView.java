package dev.adieu.websocket.it.browsers.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adieu.websocket.it.browsers.run.Firefox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Firefox, driven by W3C WebDriver BiDi, which needs no driver program. */
final class FirefoxView implements View, WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Firefox firefox;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final StringBuilder incoming = new StringBuilder();
    private final String context;

    FirefoxView() {
        firefox = Firefox.openRemote(URI.create("about:blank"));
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(firefox.remote().resolve("/session"), this)
                .join();
        command("session.new", JSON.createObjectNode().set("capabilities", JSON.createObjectNode()));
        context = command("browsingContext.getTree", JSON.createObjectNode())
                .at("/contexts/0/context")
                .asText();
    }

    @Override
    public void open(URI page) {
        command(
                "browsingContext.navigate",
                inContext().put("url", page.toString()).put("wait", "complete"));
    }

    @Override
    public void width(int pixels) {
        command(
                "browsingContext.setViewport",
                inContext()
                        .set(
                                "viewport",
                                JSON.createObjectNode().put("width", pixels).put("height", 900)));
    }

    @Override
    public String evaluate(String expression) {
        ObjectNode parameters = JSON.createObjectNode()
                .put("expression", "Promise.resolve(" + expression + ").then(String)")
                .put("awaitPromise", true);
        parameters.set("target", inContext());
        JsonNode result = command("script.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.at("/exceptionDetails/text").asText());
        }
        return result.at("/result/value").asText();
    }

    @Override
    public void type(String keys) {
        ObjectNode parameters = inContext();
        ObjectNode keyboard =
                parameters.putArray("actions").addObject().put("type", "key").put("id", "keyboard");
        var actions = keyboard.putArray("actions");
        keys.codePoints().mapToObj(Character::toString).forEach(key -> {
            actions.addObject().put("type", "keyDown").put("value", key);
            actions.addObject().put("type", "keyUp").put("value", key);
        });
        command("input.performActions", parameters);
    }

    @Override
    public byte[] screenshot() {
        return Base64.getDecoder()
                .decode(command("browsingContext.captureScreenshot", inContext())
                        .get("data")
                        .asText());
    }

    private ObjectNode inContext() {
        return JSON.createObjectNode().put("context", context);
    }

    private JsonNode command(String method, JsonNode parameters) {
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
        JsonNode node = answer.orTimeout(60, TimeUnit.SECONDS).join();
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
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
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
        firefox.close();
    }
}
