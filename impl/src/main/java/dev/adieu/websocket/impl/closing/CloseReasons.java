package dev.adieu.websocket.impl.closing;

/** Close reasons and the 123 bytes that a control frame leaves them (RFC 6455, section 5.5). */
public final class CloseReasons {

    public static final int MAX_BYTES = 123;

    private CloseReasons() {}

    /** The string with every unpaired surrogate replaced by U+FFFD: a {@code USVString} (Web IDL). */
    public static String scalarValues(String reason) {
        for (int i = 0; i < reason.length(); i++) {
            if (Character.isSurrogate(reason.charAt(i))) {
                return replaceUnpaired(reason);
            }
        }
        return reason;
    }

    private static String replaceUnpaired(String reason) {
        return reason.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The length on the wire of a string of scalar values. */
    public static int utf8Length(String scalarValues) {
        int bytes = 0;
        for (int i = 0; i < scalarValues.length(); i++) {
            // Half of the four bytes of a pair.
            bytes += Character.isSurrogate(scalarValues.charAt(i)) ? 2 : utf8Length(scalarValues.charAt(i));
        }
        return bytes;
    }

    private static int utf8Length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The longest beginning of a reason that fits, cut between code points; for reasons that no application wrote. */
    public static String cut(String reason) {
        String whole = scalarValues(reason);
        int bytes = 0;
        for (int i = 0; i < whole.length(); ) {
            int codePoint = whole.codePointAt(i);
            bytes += utf8Length(codePoint);
            if (bytes > MAX_BYTES) {
                return whole.substring(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return whole;
    }
}
