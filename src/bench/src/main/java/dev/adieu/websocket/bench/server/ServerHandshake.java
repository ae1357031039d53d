package dev.adieu.websocket.bench.server;

import dev.adieu.websocket.peer.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The server's side of the opening handshake (RFC 6455, section 4.2.2). The path says what the server does:
 * {@code /echo/…}, {@code /deflate/…}, {@code /count/…}.
 */
final class ServerHandshake {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String path;
    private final byte[] response;

    private ServerHandshake(String path, byte[] response) {
        this.path = path;
        this.response = response;
    }

    String path() {
        return path;
    }

    byte[] response() {
        return response;
    }

    boolean echoes() {
        return !path.startsWith("/count");
    }

    /** Returns {@code null} while the request is not complete; it is taken out of the buffer once it is. */
    static ServerHandshake read(ByteBuffer in) throws IOException {
        int end = end(in);
        if (end < 0) {
            return null;
        }
        byte[] request = new byte[end];
        in.get(request);
        String[] lines = new String(request, StandardCharsets.ISO_8859_1).split("\r\n");
        String path = lines[0].split(" ")[1];
        String key = null;
        String offer = "";
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (name.equals("sec-websocket-key")) {
                key = line.substring(colon + 1).strip();
            } else if (name.equals("sec-websocket-extensions")) {
                offer += line.substring(colon + 1);
            }
        }
        if (key == null) {
            throw new IOException("this is no opening handshake: " + lines[0]);
        }
        String extension = path.startsWith("/deflate") && offer.contains("permessage-deflate")
                ? "Sec-WebSocket-Extensions: " + answer(offer) + "\r\n"
                : "";
        String response =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Response.accept(key) + "\r\n" + extension + "\r\n";
        return new ServerHandshake(path, response.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A client that wants no history from the server gets its own messages back, so it must not use any either (RFC
     * 7692, section 7.1.1).
     */
    private static String answer(String offer) {
        return offer.contains("server_no_context_takeover")
                ? "permessage-deflate;server_no_context_takeover;client_no_context_takeover"
                : "permessage-deflate";
    }

    private static int end(ByteBuffer in) {
        for (int i = in.position(); i + END.length <= in.limit(); i++) {
            int same = 0;
            while (same < END.length && in.get(i + same) == END[same]) {
                same++;
            }
            if (same == END.length) {
                return i + END.length - in.position();
            }
        }
        return -1;
    }
}
