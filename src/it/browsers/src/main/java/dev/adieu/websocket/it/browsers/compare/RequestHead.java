package dev.adieu.websocket.it.browsers.compare;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of an opening handshake that are compared; its other headers are each client's own affair. */
final class RequestHead {

    private static final Set<String> COMPARED = Set.of("host", "authorization", "cookie", "sec-websocket-protocol");

    private RequestHead() {}

    /** Returns the request line and the headers that are compared, without where the server happened to listen. */
    static List<String> of(String raw) {
        String[] lines = raw.split("\r\n");
        return Stream.concat(
                        Stream.of(lines[0]),
                        Stream.of(lines)
                                .skip(1)
                                .filter(line -> COMPARED.contains(line.split(":", 2)[0].toLowerCase(Locale.ROOT)))
                                .sorted())
                .map(RequestHead::anywhere)
                .toList();
    }

    private static String anywhere(String line) {
        return line.startsWith("Host:")
                ? line.replaceFirst("127\\.\\d+\\.\\d+\\.\\d+", "{host}").replaceFirst(":\\d+$", ":{port}")
                : line;
    }
}
