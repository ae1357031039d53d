package dev.adieu.websocket.it.browsers.scenario;

/** Texts as the tables and the report show them. */
public final class Words {

    private Words() {}

    /** In quotes, with what cannot be seen escaped, and cut if it is longer than so many code units. */
    public static String quoted(String text, int shown) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().limit(shown).forEach(c -> out.append(visible((char) c)));
        return text.length() <= shown
                ? out.append('"').toString()
                : out.append("…\" (")
                        .append(text.length())
                        .append(" code units)")
                        .toString();
    }

    private static String visible(char c) {
        boolean hidden = c < 0x20 || c == 0x7F || Character.isSurrogate(c) || c == 0xFEFF;
        return hidden ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    }
}
