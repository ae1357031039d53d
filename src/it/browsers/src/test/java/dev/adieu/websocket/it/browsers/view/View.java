package dev.adieu.websocket.it.browsers.view;

import java.net.URI;

/** A page in a browser, as a visitor with a keyboard sees it. */
public interface View extends AutoCloseable {

    /** Loads a page and waits until it is complete. */
    void open(URI page);

    /** Makes the page that many CSS pixels wide and 900 high. */
    void width(int pixels);

    /** Returns the value of a JavaScript expression as text; waits for it if it is a promise. */
    String evaluate(String expression);

    /** Presses and releases each key, one after the other, wherever the focus is. */
    void type(String keys);

    /** Returns a PNG of what is visible. */
    byte[] screenshot();

    @Override
    void close();
}
