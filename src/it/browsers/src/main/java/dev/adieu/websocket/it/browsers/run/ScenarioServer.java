package dev.adieu.websocket.it.browsers.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Serves the page that plays the scenarios in a browser, starts the scripted servers for it, and takes its records. */
final class ScenarioServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TCP_PATIENCE = Duration.ofSeconds(15);

    private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, Play> plays = new ConcurrentHashMap<>();
    private final Map<String, RunRecord> records = new ConcurrentHashMap<>();
    private final BlockingQueue<ObjectNode> cues = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;

    ScenarioServer(List<Scenario> all) {
        for (Scenario scenario : all) {
            scenarios.put(scenario.id(), scenario);
            // Firefox lets one opening handshake at a time go to an address (RFC 6455, section 4.1, step 2).
            addresses.put(scenario.id(), "127.1." + scenarios.size() / 250 + '.' + (scenarios.size() % 250 + 1));
        }
        try {
            http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/page.html");
    }

    /** Completes when all are played. */
    CompletableFuture<Void> done() {
        return done;
    }

    Map<Scenario, RunRecord> records() {
        Map<Scenario, RunRecord> byScenario = new LinkedHashMap<>();
        scenarios.values().forEach(scenario -> byScenario.put(scenario, records.get(scenario.id())));
        return byScenario;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            switch (path[1]) {
                case "page.html" -> resource(exchange, "page.html", "text/html");
                case "page.js" -> resource(exchange, "page.js", "text/javascript");
                case "scenarios" ->
                    answer(
                            exchange,
                            "application/json",
                            JSON.writeValueAsBytes(scenarios.values().stream()
                                    .map(ScenarioServer::forPage)
                                    .toList()));
                case "cues" -> streamCues(exchange);
                case "start" ->
                    answer(
                            exchange,
                            "application/json",
                            JSON.writeValueAsBytes(
                                    Map.of("url", start(scenarios.get(path[2])).url())));
                case "signal" -> {
                    plays.get(path[2]).signal();
                    answer(exchange, "text/plain", new byte[0]);
                }
                case "closed" -> {
                    plays.get(path[2]).closeEvent();
                    answer(exchange, "text/plain", new byte[0]);
                }
                case "record" -> {
                    ClientRecord record =
                            JSON.readValue(exchange.getRequestBody().readAllBytes(), ClientRecord.class);
                    try (Play play = plays.get(path[2])) {
                        records.put(path[2], play.finish(record, TCP_PATIENCE));
                    }
                    answer(exchange, "text/plain", new byte[0]);
                }
                case "done" -> {
                    answer(exchange, "text/plain", new byte[0]);
                    done.complete(null);
                }
                case "failed" ->
                    done.completeExceptionally(new IllegalStateException("the page failed: "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                default -> exchange.sendResponseHeaders(404, -1);
            }
        } catch (RuntimeException | IOException e) {
            e.printStackTrace();
            done.completeExceptionally(e);
            throw e;
        }
    }

    private Play start(Scenario scenario) {
        Play play = new Play(
                scenario,
                addresses.get(scenario.id()),
                name -> cues.add(
                        JSON.createObjectNode().put("scenario", scenario.id()).put("name", name)));
        plays.put(scenario.id(), play);
        return play;
    }

    private static JsonNode forPage(Scenario scenario) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", scenario.id())
                .put("long", scenario.is(Trait.LONG))
                .put("left", scenario.isLeft());
        node.set("subprotocols", JSON.valueToTree(scenario.subprotocols()));
        node.set("client", JSON.valueToTree(scenario.client()));
        return node;
    }

    private static void resource(HttpExchange exchange, String name, String type) throws IOException {
        try (InputStream in = ScenarioServer.class.getResourceAsStream(name)) {
            answer(exchange, type + "; charset=utf-8", in.readAllBytes());
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (body.length == 0) {
            exchange.sendResponseHeaders(204, -1);
        } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void streamCues(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(": cues\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        try {
            while (true) {
                out.write(("data: " + JSON.writeValueAsString(cues.take()) + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.stop(0);
        plays.values().forEach(Play::close);
    }
}
