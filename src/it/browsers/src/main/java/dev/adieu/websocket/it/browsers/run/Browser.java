package dev.adieu.websocket.it.browsers.run;

import java.net.URI;

/** A real browser that has a page open. Closing it ends the browser. */
public interface Browser extends AutoCloseable {

    /** The certificates of servers that are accepted. */
    enum Certificates {
        TRUSTED,
        ANY
    }

    /** Starts a browser with an empty profile. */
    @FunctionalInterface
    interface Starter {
        Browser open(URI page, Certificates accepted);
    }

    /** As in {@code Chromium 150.0}. */
    String version();

    @Override
    void close();
}
