package dev.adieu.websocket.it.browsers.compare;

/** How Adieu compares with the two browsers in one row. */
public enum Verdict {
    SAME_AS_BOTH("same as both"),
    SAME_AS_CHROMIUM("same as Chromium"),
    SAME_AS_FIREFOX("same as Firefox"),
    DIFFERENT("different");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    static Verdict of(boolean asChromium, boolean asFirefox) {
        return asChromium && asFirefox
                ? SAME_AS_BOTH
                : asChromium ? SAME_AS_CHROMIUM : asFirefox ? SAME_AS_FIREFOX : DIFFERENT;
    }

    public String words() {
        return words;
    }
}
