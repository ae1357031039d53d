package dev.adieu.websocket.it.browsers.compare;

/** The number of engines, of three, that do exactly what Adieu does in one row. */
public enum Agreement {
    SAME_AS_ALL("same as all"),
    SAME_AS_TWO("same as two"),
    SAME_AS_ONE("same as one"),
    DIFFERENT("different");

    private final String words;

    Agreement(String words) {
        this.words = words;
    }

    static Agreement of(int engines) {
        return values()[Player.ENGINES.size() - engines];
    }

    public String words() {
        return words;
    }
}
