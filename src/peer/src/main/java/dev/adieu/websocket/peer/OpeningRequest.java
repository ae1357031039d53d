package dev.adieu.websocket.peer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The client's opening handshake (RFC 6455, section 4.1), as it came and parsed.
 *
 * @param raw with its empty line, one character for each byte
 * @param line the request line
 * @param headers in the order in which they came
 */
public record OpeningRequest(String raw, String line, List<Header> headers) {

    private static final int LIMIT = 1 << 20;

    /** One header field; the name as it was written. */
    public record Header(String name, String value) {}

    /** Reads a request with its empty line. */
    public static OpeningRequest read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int matched = 0; matched < 4; ) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the client ended TCP after " + head.size() + " bytes of its request");
            }
            head.write(b);
            matched = b == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : b == '\r' ? 1 : 0;
            if (head.size() > LIMIT) {
                throw new IOException("the request head is longer than " + LIMIT + " bytes");
            }
        }
        return parse(head.toString(StandardCharsets.ISO_8859_1));
    }

    private static OpeningRequest parse(String raw) {
        String[] lines = raw.split("\r\n");
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(
                    colon < 0
                            ? new Header(lines[i], "")
                            : new Header(
                                    lines[i].substring(0, colon),
                                    lines[i].substring(colon + 1).trim()));
        }
        return new OpeningRequest(raw, lines[0], List.copyOf(headers));
    }

    public String method() {
        return line.split(" ")[0];
    }

    /** Returns the request target: path and query. */
    public String target() {
        return line.split(" ")[1];
    }

    /** Returns the value of the first header of that name, in any case. */
    public Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    /** Returns the values of all headers of that name, in any case. */
    public List<String> all(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
