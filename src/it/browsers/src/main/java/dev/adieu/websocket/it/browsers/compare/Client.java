package dev.adieu.websocket.it.browsers.compare;

/** Who plays. */
public enum Client {
    CHROMIUM("Chromium"),
    FIREFOX("Firefox"),
    /** With the strategy that puts on the wire what browsers do: {@code adieu.close-codes=browser}. */
    ADIEU("Adieu"),
    ADIEU_BY_DEFAULT("Adieu, default codes");

    private final String words;

    Client(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
