package dev.adieu.websocket.demo.page;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The events of one try for the page, which polls for new ones. */
final class Stream {

    /** In whose column it is shown. */
    enum Column {
        BROWSER,
        ADIEU
    }

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final long began = System.nanoTime();
    private final long beganMillis = System.currentTimeMillis();

    /** Returns the beginning of the try, in milliseconds since 1970: the clock that the page shares. */
    long beganMillis() {
        return beganMillis;
    }

    /**
     * Tells something.
     *
     * @param side {@code client}, {@code server}, {@code wire} or {@code tcp}
     * @param nanos when it was, on the clock of {@link System#nanoTime()}
     * @param bytes in hexadecimal; empty for none
     */
    void tell(Column column, String side, long nanos, String text, String bytes) {
        double millis = (nanos - began) / 1e6;
        news.add("{\"column\":" + quoted(column.name()) + ",\"side\":" + quoted(side) + ",\"at\":"
                + Math.round(millis * 10) / 10.0 + ",\"text\":" + quoted(text) + ",\"bytes\":" + quoted(bytes) + '}');
    }

    void tell(Column column, String side, String text) {
        tell(column, side, System.nanoTime(), text, "");
    }

    /** Returns the next piece of news as JSON; waits for it. */
    String next() throws InterruptedException {
        return news.take();
    }

    /** Returns a JSON string (RFC 8259, section 7). */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars()
                .forEach(c -> out.append(
                        c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate((char) c)
                                ? String.format("\\u%04x", c)
                                : String.valueOf((char) c)));
        return out.append('"').toString();
    }
}
