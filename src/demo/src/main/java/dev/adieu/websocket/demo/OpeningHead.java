package dev.adieu.websocket.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The head of the opening handshake's request or response, collected until it is complete. */
final class OpeningHead {

    private static final byte[] NOTHING = {};

    private final String host;
    private final Consumer<String> firstLine;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private int length = -1;

    /**
     * Waits for a head.
     *
     * @param host what the Host header is to say instead, so that the server sees its own name; {@code null} in a
     *     response
     * @param firstLine told once, when the head is complete
     */
    OpeningHead(String host, Consumer<String> firstLine) {
        this.host = host;
        this.firstLine = firstLine;
    }

    boolean isComplete() {
        return length >= 0;
    }

    /** Returns the length of the head that is passed on. */
    int length() {
        return Math.max(length, 0);
    }

    /** Returns what is to be passed on: nothing until the head is complete, then all of it and what came after it. */
    byte[] add(byte[] bytes, int count) {
        collected.write(bytes, 0, count);
        String all = collected.toString(StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return NOTHING;
        }
        String head = all.substring(0, end + 4);
        firstLine.accept(head.substring(0, head.indexOf('\r')));
        String passed = host == null ? head : head.replaceFirst("(?im)^host:[^\r]*", "Host: " + host);
        length = passed.length();
        return (passed + all.substring(end + 4)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
