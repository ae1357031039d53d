package dev.adieu.websocket.impl.closing;

/**
 * Strings of Unicode scalar values, which are all that UTF-8 can encode. Web IDL calls them {@code USVString}, and the
 * Standard converts messages and close reasons to them.
 */
public final class UsvString {

    private UsvString() {}

    /**
     * Returns the string with every unpaired surrogate replaced by U+FFFD (Web IDL, <em>convert to a USVString</em>).
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaceUnpaired(text);
            }
        }
        return text;
    }

    private static String replaceUnpaired(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns the length in UTF-8 of a string without unpaired surrogates. */
    public static int utf8Length(String scalarValues) {
        int bytes = 0;
        for (int i = 0; i < scalarValues.length(); i++) {
            // Each half of a pair counts for half of the pair's four bytes.
            bytes += Character.isSurrogate(scalarValues.charAt(i)) ? 2 : utf8Length(scalarValues.charAt(i));
        }
        return bytes;
    }

    /** Returns the longest prefix that has at most this many bytes of UTF-8; cuts between code points. */
    public static String cut(String text, int maxBytes) {
        String whole = of(text);
        int bytes = 0;
        for (int i = 0; i < whole.length(); ) {
            int codePoint = whole.codePointAt(i);
            bytes += utf8Length(codePoint);
            if (bytes > maxBytes) {
                return whole.substring(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return whole;
    }

    private static int utf8Length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
