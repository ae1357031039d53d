package dev.adieu.websocket.demo.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.demo.page.Stream.Column;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the page on the loopback interface, and plays what is picked there. */
public final class DemoPage implements AutoCloseable {

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "css", "text/css", "js", "text/javascript");

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "demo page");
        thread.setDaemon(true);
        return thread;
    });
    private final BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
    private final Map<String, Try> tries = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    /** One closing being tried in both columns. */
    private record Try(Stream stream, LiveServer browsers, LiveServer adieus) {

        void close() {
            browsers.close();
            adieus.close();
        }
    }

    /**
     * Starts the server.
     *
     * @param port 0 for any that is free
     */
    public DemoPage(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            switch (path.length == 0 ? "" : path[1]) {
                case "" -> resource(exchange, "page.html");
                case "page.css", "page.js" -> resource(exchange, path[1]);
                case "try" -> begin(exchange);
                case "news" -> tell(exchange, tries.get(path[2]).stream());
                case "open" -> {
                    tries.get(path[2]).browsers().clientIsOpen();
                    exchange.sendResponseHeaders(204, -1);
                }
                case "forget" -> {
                    tries.remove(path[2]).close();
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
        } catch (IllegalArgumentException | DeploymentException e) {
            answer(exchange, 400, "text/plain", String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void begin(HttpExchange exchange) throws IOException, DeploymentException {
        Choice choice = Choice.of(form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Stream stream = new Stream();
        LiveServer browsers = new LiveServer(choice, Column.BROWSER, stream, threads);
        LiveServer adieus = new LiveServer(choice, Column.ADIEU, stream, threads);
        String id = String.valueOf(number.incrementAndGet());
        tries.put(id, new Try(stream, browsers, adieus));
        String json = "{\"id\":\"" + id + "\",\"url\":\"" + browsers.peer().uri() + "\",\"began\":"
                + stream.beganMillis() + '}';
        answer(exchange, 200, "application/json", json.getBytes(StandardCharsets.UTF_8));
        new LiveClient(choice, stream, adieus).connect(container);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    /** Sends server-sent events, until the page goes away. */
    private static void tell(HttpExchange exchange, Stream stream) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            while (true) {
                out.write(("data: " + stream.next() + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void resource(HttpExchange exchange, String name) throws IOException {
        try (InputStream in = DemoPage.class.getResourceAsStream(name)) {
            answer(exchange, 200, TYPES.get(name.substring(name.indexOf('.') + 1)), in.readAllBytes());
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.stop(0);
        tries.values().forEach(Try::close);
        container.close();
    }
}
