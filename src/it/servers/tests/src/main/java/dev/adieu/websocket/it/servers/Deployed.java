package dev.adieu.websocket.it.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An application that is deployed. It is asked with HTTP/1.1, one connection for each question, so that nothing of it
 * stays behind.
 */
final class Deployed {

    private static final int PATIENCE_MILLIS = 60_000;

    private final String name;
    private final String path;

    Deployed(String name, String path) {
        this.name = name;
        this.path = path;
    }

    /** Returns the address of its own server endpoint. */
    URI echo() {
        URI server = Facts.address();
        return URI.create("ws://" + server.getHost() + ':' + server.getPort() + '/' + name + "/echo");
    }

    /** Returns the number of its class loader, which no other in the JVM of the server has or had. */
    int number() {
        return Integer.parseInt(ask("number").successful());
    }

    /** Commands it, with names and values of parameters by turns. */
    Answer ask(String command, Object... parameters) {
        try {
            HttpURLConnection http = post(command, form(parameters));
            try (InputStream body = http.getInputStream()) {
                return new Answer(
                        http.getHeaderField("Thrown"), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new AssertionError(name + " did not answer to " + command, e);
        }
    }

    /**
     * Returns the class of the client provider that it gets on a thread of that kind, by the lookup, or by the factory
     * where the lookup gives the server's.
     */
    Answer client(String thread) {
        return ask(Facts.lookupGivesAdieu() ? "provider" : "factory", "on", thread);
    }

    /**
     * Returns whether it is deployed. A server that says that it is there may listen only when it has deployed again
     * what it had before.
     */
    boolean answers() {
        return Jvm.eventually(this::status, Optional::isPresent)
                        .orElseThrow(() -> new AssertionError("the server does not answer"))
                == HttpURLConnection.HTTP_OK;
    }

    private Optional<Integer> status() {
        try {
            return Optional.of(post("", "").getResponseCode());
        } catch (ConnectException notYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError("the server does not answer", e);
        }
    }

    private HttpURLConnection post(String command, String form) throws IOException {
        HttpURLConnection http = (HttpURLConnection) Facts.address()
                .resolve('/' + name + '/' + path + '/' + command)
                .toURL()
                .openConnection();
        http.setConnectTimeout(PATIENCE_MILLIS);
        http.setReadTimeout(PATIENCE_MILLIS);
        http.setRequestMethod("POST");
        http.setRequestProperty("Connection", "close");
        http.setRequestProperty("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        http.setDoOutput(true);
        try (OutputStream body = http.getOutputStream()) {
            body.write(form.getBytes(StandardCharsets.US_ASCII));
        }
        return http;
    }

    private static String form(Object[] parameters) {
        return IntStream.range(0, parameters.length / 2)
                .mapToObj(i -> parameters[2 * i] + "="
                        + URLEncoder.encode(parameters[2 * i + 1].toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
