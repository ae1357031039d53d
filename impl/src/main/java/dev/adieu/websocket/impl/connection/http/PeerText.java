package dev.adieu.websocket.impl.connection.http;

/** Makes text that a peer wrote fit for a message: short, and on one line. */
public final class PeerText {

    /** The most characters of it that a message shows. */
    private static final int MAX_SHOWN = 200;

    private PeerText() {}

    /** Returns no more than a line or two of the text, with a question mark in place of each control character. */
    public static String shown(String text) {
        String cut = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        StringBuilder shown = new StringBuilder(cut.length());
        cut.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return shown.toString();
    }
}
