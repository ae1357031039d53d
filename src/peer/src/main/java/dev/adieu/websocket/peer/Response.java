package dev.adieu.websocket.peer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An HTTP response to the opening handshake, right or wrong. Each method gives a copy with one thing changed. */
public final class Response implements Wire {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final String statusLine;
    private final List<String> headers;
    private final String body;

    private Response(String statusLine, List<String> headers, String body) {
        this.statusLine = statusLine;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** Returns the right answer (RFC 6455, section 4.2.2). */
    public static Response accepting(OpeningRequest request) {
        return new Response("HTTP/1.1 101 Switching Protocols", List.of(), "")
                .header("Upgrade", "websocket")
                .header("Connection", "Upgrade")
                .header(
                        "Sec-WebSocket-Accept",
                        accept(request.header("Sec-WebSocket-Key").orElse("")));
    }

    /** Returns a response with any other status and an empty body. */
    public static Response status(int code, String phrase) {
        return new Response("HTTP/1.1 " + code + ' ' + phrase, List.of(), "").header("Content-Length", "0");
    }

    /** Returns the value that proves that the key was read (RFC 6455, section 4.2.2, item 5.4). */
    public static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Returns the response with one more header. */
    public Response header(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name + ": " + value);
        return new Response(statusLine, more, body);
    }

    /** Returns the response without any header of that name. */
    public Response without(String name) {
        return new Response(
                statusLine, headers.stream().filter(h -> !isNamed(h, name)).toList(), body);
    }

    /** Returns the response with another value for a header. */
    public Response replacing(String name, String value) {
        return without(name).header(name, value);
    }

    /** Returns the response with another status line. */
    public Response statusLine(String line) {
        return new Response(line, headers, body);
    }

    public Response body(String ascii) {
        return new Response(statusLine, headers, ascii).replacing("Content-Length", Integer.toString(ascii.length()));
    }

    @Override
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(statusLine).append("\r\n");
        headers.forEach(h -> text.append(h).append("\r\n"));
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isNamed(String header, String name) {
        return header.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }
}
